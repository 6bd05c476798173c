//! The memory limit of one instance, over all linear memories of its parts.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use wasmtime::ResourceLimiter;

/// Elements a guest's tables may have: function pointers, mostly.
const TABLE_ELEMENTS: usize = 100_000;

/// Counts the linear memory of a store.
pub(crate) struct MemoryLimit {
    max: usize,
    used: usize,
    /// Whether growth was refused: a guest that ends after that ended because of it.
    pub(crate) refused: Arc<AtomicBool>,
}

impl MemoryLimit {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            max,
            used: 0,
            refused: Arc::default(),
        }
    }
}

impl ResourceLimiter for MemoryLimit {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let used = self.used.saturating_sub(current).saturating_add(desired);
        if used > self.max {
            self.refused.store(true, Ordering::Relaxed);
            return Ok(false);
        }
        self.used = used;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_memories_of_an_instance_share_the_limit() {
        let mut limit = MemoryLimit::new(100);
        assert!(limit.memory_growing(0, 60, None).unwrap());
        assert!(!limit.memory_growing(0, 50, None).unwrap());
        assert!(limit.refused.load(Ordering::Relaxed));
        assert!(limit.memory_growing(60, 100, None).unwrap());
    }
}
