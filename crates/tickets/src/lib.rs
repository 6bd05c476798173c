//! The ticket, its validated parts and the export formats it arrives in.
