//! Why an instance ended, as a log tells it: the cause on one line, and where, without the frames in between.

use wasmtime::WasmBacktrace;

/// Longer causes are cut.
const LONGEST: usize = 500;

/// The causes of an error, outermost first, on one line.
pub(super) fn short(error: &wasmtime::Error) -> String {
    // The frames are a cause to the engine: whoever asks for them has `place`.
    let frames = error
        .downcast_ref::<WasmBacktrace>()
        .map(ToString::to_string);
    let mut causes: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        if Some(&cause) != frames.as_ref() && causes.last() != Some(&cause) {
            causes.push(cause);
        }
    }
    one_line(&causes.join(": "))
}

/// The innermost function that ran, where the engine knows.
pub(super) fn place(error: &wasmtime::Error) -> String {
    error
        .downcast_ref::<WasmBacktrace>()
        .and_then(|backtrace| backtrace.frames().first())
        .and_then(wasmtime::FrameInfo::func_name)
        .unwrap_or_default()
        .to_owned()
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_stand_on_one_line_and_end_somewhere() {
        let error = wasmtime::format_err!("inner\n  reason")
            .context("outer")
            .context("outer");
        assert_eq!(short(&error), "outer: inner reason");
        assert_eq!(place(&error), "");
        let long = wasmtime::format_err!("{}", "x".repeat(2 * LONGEST));
        assert_eq!(short(&long).len(), LONGEST);
    }

    /// (module (func $inner unreachable) (func (export "run") call $inner))
    const TRAPS: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x07\x07\x01\x03run\0\x01\
        \x0a\x0a\x02\x03\0\0\x0b\x04\0\x10\0\x0b\0\x0f\x04name\x01\x08\x01\0\x05inner";

    #[test]
    fn a_trap_is_told_without_its_frames() {
        let engine = wasmtime::Engine::default();
        let module = wasmtime::Module::new(&engine, TRAPS).unwrap();
        let mut store = wasmtime::Store::new(&engine, ());
        let instance = wasmtime::Instance::new(&mut store, &module, &[]).unwrap();
        let run = instance
            .get_typed_func::<(), ()>(&mut store, "run")
            .unwrap();
        let error = run.call(&mut store, ()).unwrap_err();
        assert!(format!("{error:?}").lines().count() > 2);
        assert_eq!(
            short(&error),
            "wasm trap: wasm `unreachable` instruction executed"
        );
        assert_eq!(place(&error), "inner");
    }
}
