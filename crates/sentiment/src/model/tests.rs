//! What must hold of the model file.

use super::*;

#[test]
fn the_file_is_what_the_program_reads() {
    assert_eq!(&MODEL[..8], MAGIC);
    assert_eq!(MODEL.len(), LENGTH);
    const { assert!(LENGTH <= 8 << 20) };
    for side in [ENGLISH, OTHERS] {
        assert!(side.temperatures().iter().all(|heat| *heat > 0.1));
        for output in 0..OUTPUTS {
            for scale in [side.scale(output), side.gram_scale(output)] {
                assert!(scale.is_finite() && scale > 0.0, "{output}: {scale}");
            }
        }
    }
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
        ("undertone-3", "383fb609e5a8f12e")
    );
}
