//! The types and traits that `bindgen!` makes from the vendored WIT: everything a guest may import from Spin,
//! and the export that a cron trigger calls.

wasmtime::component::bindgen!({
    inline: "
        package undertone:host;
        world platform {
            import spin:sqlite/sqlite@3.1.0;
            import spin:postgres/postgres@4.2.0;
            import spin:key-value/key-value@3.0.0;
            import spin:variables/variables@3.0.0;
        }
    ",
    path: [
        "../../wit/deps/spin-sqlite@3.1.0",
        "../../wit/deps/spin-postgres@4.2.0",
        "../../wit/deps/spin-key-value@3.0.0",
        "../../wit/deps/spin-variables@3.0.0",
    ],
    world: "undertone:host/platform",
    imports: { default: async | trappable },
    with: {
        "spin:postgres/postgres.connection": crate::capabilities::postgres::Connection,
        "spin:postgres/postgres.connection-builder": crate::capabilities::postgres::Builder,
        "spin:sqlite/sqlite.connection": crate::capabilities::sqlite::Connection,
        "spin:key-value/key-value.store": crate::capabilities::key_value::Store,
    },
});

/// The world of a component that a cron trigger can call.
pub mod cron {
    wasmtime::component::bindgen!({
        path: "../../wit/deps/spin-cron@3.0.0",
        world: "spin:cron/spin-cron",
        exports: { default: async },
    });
}
