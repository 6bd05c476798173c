//! The settings of a component, each read when it is needed.

use settings::Setting;
use stores::variables;

use crate::Error;

/// The value of a setting. One that the operator got wrong is nobody's default: the answer names it, and so does the log.
pub async fn setting<T>(of: &Setting<T>) -> Result<T, Error> {
    let value = variables::raw(of.name).await;
    of.read(value.as_deref())
        .map_err(|wrong| Error::wrong_setting(&wrong))
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn a_wrong_setting_is_named_and_replaced_by_nothing() {
        let asked = || block_on(setting(&settings::UPLOAD_LIMIT_BYTES));
        assert_eq!(asked().unwrap(), 500 * 1024 * 1024);
        variables::set("upload_limit_bytes", "500MB");
        let error = asked().unwrap_err();
        assert_eq!(
            (error.status().as_u16(), &*error.problem().code),
            (503, "wrong_setting")
        );
        assert!(
            error
                .problem()
                .detail
                .contains("upload_limit_bytes is `500MB`")
        );
        assert!(
            error
                .problem()
                .remedy
                .as_ref()
                .unwrap()
                .contains("write 500000000")
        );
        variables::set("upload_limit_bytes", "");
        assert_eq!(asked().unwrap_err().status().as_u16(), 503);
    }
}
