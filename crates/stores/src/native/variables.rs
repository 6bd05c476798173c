//! Variables that tests set.

use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    // Of a thread, because tests run side by side in one process.
    static VARIABLES: RefCell<HashMap<String, String>> = RefCell::default();
}

pub(crate) async fn variable(name: &str) -> Option<String> {
    VARIABLES.with_borrow(|variables| variables.get(name).cloned())
}

pub(crate) fn set_variable(name: &str, value: &str) {
    VARIABLES.with_borrow_mut(|variables| variables.insert(name.to_owned(), value.to_owned()));
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    #[test]
    fn an_empty_variable_counts_as_absent() {
        crate::variables::set("a", "1");
        crate::variables::set("b", "");
        assert_eq!(block_on(crate::variables::get("a")).as_deref(), Some("1"));
        assert_eq!(block_on(crate::variables::get("b")), None);
        assert_eq!(block_on(crate::variables::get("c")), None);
    }
}
