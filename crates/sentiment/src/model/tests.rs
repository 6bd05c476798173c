//! What must hold of the model file.

use super::*;

#[test]
fn the_file_is_what_the_program_reads() {
    assert_eq!(&MODEL[..8], MAGIC);
    assert_eq!(MODEL.len(), LENGTH);
    const { assert!(LENGTH <= 8 << 20) };
    assert!(temperatures().iter().all(|temperature| *temperature > 0.1));
    for output in 0..2 * OUTPUTS + 3 {
        let scale = float(SCALES_AT + 4 * output);
        assert!(scale.is_finite() && scale > 0.0, "{output}: {scale}");
    }
}

#[test]
fn slots_and_checks_come_from_different_bits() {
    let (slot, check) = place(0xFFFF_0000_0000_0012, 17);
    assert_eq!((slot, check), (0x1FFFE, 0x13));
}

/// A change of the file is a change of scores: give [`crate::SCORING_VERSION`] a new name with it.
#[test]
fn the_file_belongs_to_the_scoring_version() {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in MODEL {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    }
    assert_eq!(
        (crate::SCORING_VERSION, format!("{hash:016x}").as_str()),
        ("undertone-3", "afca8a6234349541")
    );
}
