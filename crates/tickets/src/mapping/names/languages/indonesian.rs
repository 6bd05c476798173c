//! Names in Indonesian and Malay.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?nomor tiket",
            "?no tiket",
            "?id tiket",
            "?nomor laporan",
            "?id laporan",
            "?nomor pengaduan",
            "?id pengaduan",
            "?no aduan",
            "?nomor",
            "?nombor tiket",
        ],
    ),
    (
        Field::Summary,
        &[
            "?judul",
            "?subjek",
            "?perihal",
            "?tajuk",
            "?ringkasan",
            "?judul laporan",
        ],
    ),
    (
        Field::Description,
        &[
            "deskripsi",
            "keterangan",
            "?laporan",
            "?isi laporan",
            "?isi pengaduan",
            "?pengaduan",
            "?aduan",
            "?keluhan",
            "?uraian",
            "?pesan",
            "?isi",
            "?ulasan",
            "?penerangan",
            "?butiran",
        ],
    ),
    (
        Field::Comments,
        &["komentar", "?tanggapan", "?catatan", "?komen", "?balasan"],
    ),
    (
        Field::CreatedAt,
        &[
            "tanggal dibuat",
            "dibuat pada",
            "?dibuat",
            "?tanggal",
            "?tanggal laporan",
            "?tanggal lapor",
            "?tanggal masuk",
            "?tanggal pengaduan",
            "?tgl",
            "?tarikh",
            "?tarikh dibuat",
            "?tarikh aduan",
            "?waktu laporan",
            "?tanggal buat",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "diperbarui",
            "diperbarui pada",
            "?tanggal diperbarui",
            "?tanggal update",
            "?dikemas kini",
            "?tarikh dikemas kini",
            "?terakhir diperbarui",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "tanggal selesai",
            "diselesaikan pada",
            "?tanggal ditutup",
            "?tanggal penyelesaian",
            "?ditutup pada",
            "?tarikh selesai",
        ],
    ),
    (
        Field::Status,
        &["status", "?status laporan", "?status tiket"],
    ),
    (
        Field::Priority,
        &["prioritas", "keutamaan", "?tingkat urgensi", "?urgensi"],
    ),
    (
        Field::IssueType,
        &[
            "?jenis laporan",
            "?jenis tiket",
            "?jenis",
            "?tipe",
            "?jenis aduan",
        ],
    ),
    (Field::Product, &["produk", "?nama produk"]),
    (Field::Components, &["?kategori", "?kategori laporan"]),
    (
        Field::Assignee,
        &[
            "ditugaskan kepada",
            "?penanggung jawab",
            "?petugas",
            "?teknisi",
            "?ditugaskan ke",
        ],
    ),
    (
        Field::Reporter,
        &[
            "pelapor",
            "nama pelapor",
            "?pengadu",
            "?nama",
            "?pemohon",
            "?nama pengadu",
            "?nama lengkap",
        ],
    ),
    (
        Field::Organization,
        &["?perusahaan", "?organisasi", "?instansi", "?syarikat"],
    ),
    (
        Field::Team,
        &["?departemen", "?bagian", "?divisi", "?unit kerja"],
    ),
    (Field::Channel, &["?saluran", "?kanal"]),
    (Field::Customer, &["pelanggan", "nama pelanggan"]),
    (Field::DueAt, &["?batas waktu", "?tenggat", "?tarikh akhir"]),
];
