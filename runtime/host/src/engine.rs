//! The WebAssembly engine: its configuration and the clock that lets deadlines interrupt a running guest.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use wasmtime::{Config, InstanceAllocationStrategy, PoolingAllocationConfig};

/// A busy guest gives way this often, so a deadline is late by no more than that.
const TICK: Duration = Duration::from_millis(2);
/// Core modules a composed component may hold: each of its parts brings an adapter and shims.
const MODULES_PER_INSTANCE: u32 = 16;
/// Memory of a returned slot that stays mapped, so that the next instance need not fault it in.
const KEEP_RESIDENT: usize = 128 << 10;

/// How large the engine's pool is.
#[derive(Clone, Copy, Debug)]
pub struct Capacity {
    /// Component instances alive at once.
    pub instances: u32,
    /// The largest linear memory any guest may have, in bytes.
    pub memory: usize,
}

/// A compiler and a pool of instances, shared by all components of the application.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: wasmtime::Engine,
    live: Arc<Live>,
}

/// How many stores exist; the ticker sleeps while there is none.
struct Live {
    stores: AtomicUsize,
    ticker: thread::Thread,
}

impl Engine {
    /// Makes the engine and starts its ticker, which ends with the process.
    pub fn new(capacity: Capacity) -> wasmtime::Result<Self> {
        let inner = wasmtime::Engine::new(&config(capacity))?;
        let weak = inner.weak();
        let (sender, receiver) = std::sync::mpsc::sync_channel::<Arc<Live>>(1);
        let ticker = thread::Builder::new()
            .name("epoch".to_owned())
            .spawn(move || {
                let Ok(live) = receiver.recv() else { return };
                loop {
                    if live.stores.load(Ordering::Acquire) == 0 {
                        thread::park_timeout(Duration::from_secs(1));
                    } else {
                        thread::sleep(TICK);
                    }
                    match weak.upgrade() {
                        Some(engine) => engine.increment_epoch(),
                        None => return,
                    }
                }
            })?;
        let live = Arc::new(Live {
            stores: AtomicUsize::new(0),
            ticker: ticker.thread().clone(),
        });
        // The receiver waits for exactly this message.
        let _delivered = sender.send(Arc::clone(&live));
        Ok(Self { inner, live })
    }

    /// Counts a store while the returned guard lives.
    pub(crate) fn enter(&self) -> Alive {
        if self.live.stores.fetch_add(1, Ordering::AcqRel) == 0 {
            self.live.ticker.unpark();
        }
        Alive(Arc::clone(&self.live))
    }
}

/// Keeps the ticker running.
pub(crate) struct Alive(Arc<Live>);

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.stores.fetch_sub(1, Ordering::AcqRel);
    }
}

fn config(capacity: Capacity) -> Config {
    let mut pool = PoolingAllocationConfig::new();
    let instances = capacity.instances;
    pool.total_component_instances(instances)
        .total_core_instances(instances.saturating_mul(MODULES_PER_INSTANCE))
        .total_memories(instances.saturating_mul(4))
        .total_tables(instances.saturating_mul(8))
        .total_stacks(instances.saturating_mul(4))
        .max_memories_per_component(16)
        .max_tables_per_component(64)
        .max_core_instances_per_component(64)
        .max_memory_size(capacity.memory)
        .table_elements(100_000)
        .max_component_instance_size(4 << 20)
        .max_core_instance_size(4 << 20)
        .linear_memory_keep_resident(KEEP_RESIDENT)
        .table_keep_resident(64 << 10)
        .max_unused_warm_slots(64);
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .wasm_component_model_async(true)
        .epoch_interruption(true)
        .memory_init_cow(true)
        // Tables for debuggers, which are read whole when code is loaded and stay mapped: no trap needs them.
        .native_unwind_info(false)
        .wasm_backtrace_details(wasmtime::WasmBacktraceDetails::Disable)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}
