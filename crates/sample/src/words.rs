//! The people, products and places the generated tickets speak of. All are made up.

use crate::rng::Rng;

/// A product, its parts, and the features people complain about.
pub(crate) struct Product {
    pub name: &'static str,
    pub components: &'static [&'static str],
    pub features: &'static [&'static str],
}

pub(crate) const PRODUCTS: &[Product] = &[
    Product {
        name: "Ledger Cloud",
        components: &["Invoicing", "Tax Engine", "Bank Sync"],
        features: &[
            "the invoice export",
            "bank reconciliation",
            "the VAT report",
            "recurring invoices",
            "the audit log",
        ],
    },
    Product {
        name: "Parcel Desk",
        components: &["Label Printing", "Carrier API", "Tracking Page"],
        features: &[
            "label printing",
            "the tracking page",
            "bulk shipping",
            "the return portal",
            "the customs form",
        ],
    },
    Product {
        name: "Orbit CRM",
        components: &["Contacts", "Pipeline", "Mail Merge"],
        features: &[
            "the contact import",
            "the deal pipeline",
            "mail merge",
            "the activity feed",
            "duplicate detection",
        ],
    },
    Product {
        name: "Harbor Pay",
        components: &["Checkout", "Payouts", "Fraud Rules"],
        features: &[
            "the checkout",
            "instant payouts",
            "card payments",
            "the refund screen",
            "the webhook delivery",
        ],
    },
    Product {
        name: "Beacon Analytics",
        components: &["Dashboards", "Data Import", "Alerts"],
        features: &[
            "the weekly dashboard",
            "scheduled reports",
            "the CSV import",
            "alert rules",
            "the funnel chart",
        ],
    },
    Product {
        name: "Nimbus Drive",
        components: &["Sync Client", "Sharing", "Mobile App"],
        features: &[
            "file sync",
            "shared links",
            "offline mode",
            "the mobile app",
            "version history",
        ],
    },
    Product {
        name: "Relay Mail",
        components: &["Delivery", "Templates", "Spam Filter"],
        features: &[
            "mail delivery",
            "the template editor",
            "the spam filter",
            "bounce handling",
            "the unsubscribe link",
        ],
    },
    Product {
        name: "Forge CI",
        components: &["Runners", "Cache", "Pipelines"],
        features: &[
            "the build cache",
            "parallel jobs",
            "the artifact upload",
            "self-hosted runners",
            "pipeline triggers",
        ],
    },
];

pub(crate) const CUSTOMERS: &[&str] = &[
    "Aldermoor Logistics",
    "Brightwater Foods",
    "Casa Molina",
    "Delphi Textiles",
    "Eastgate Clinics",
    "Fjordlink AS",
    "Grünwald Maschinenbau",
    "Hollis & Vane",
    "Iberia Solar",
    "Juniper Schools",
    "Kestrel Insurance",
    "Lumen Retail",
    "Mirabeau Hôtels",
    "Northpass Rail",
    "Okafor Energy",
    "Petrel Shipping",
    "Quillon Media",
    "Rosetti Caffè",
    "Sablewood Bank",
    "Tamarind Labs",
    "Umbra Films",
    "Verity Health",
    "Westmark Council",
    "Yamane Optics",
];

pub(crate) const PEOPLE: &[&str] = &[
    "Anna Berg",
    "José Álvarez",
    "Mei Lin",
    "Tom Sanders",
    "Zoë Krüger",
    "Priya Nair",
    "Søren Holm",
    "Fatima Zahra",
    "Liam O'Brien",
    "Nguyễn Minh",
    "Anaïs Dubois",
    "Kwame Mensah",
    "Olga Petrova",
    "Hiroshi Tanaka",
    "Clara Schmidt",
    "Luca Bianchi",
    "Amelia Wright",
    "David Cohen",
    "Ingrid Larsen",
    "Pedro Souza",
    "Grace Kim",
    "Jonas Weber",
    "Sara Haddad",
    "Marek Nowak",
    "李伟",
    "Emily Clarke",
    "Rahul Mehta",
    "Isabel Costa",
    "Peter Novák",
    "Chloé Martin",
];

/// Those who answer.
pub(crate) const AGENTS: &[&str] = &[
    "Nora Feld",
    "Ben Achterberg",
    "Ivy Marsh",
    "Tariq Aziz",
    "Lena Vogt",
    "Marco Reyes",
    "Joan Pike",
    "Yuki Mori",
    "Sam Okoro",
    "Elif Demir",
    "Paul Girard",
    "Ruth Abara",
];

pub(crate) const CODES: &[&str] = &[
    "HTTP 500",
    "ERR-4012",
    "E_TIMEOUT",
    "HTTP 403",
    "0x80070005",
    "ORA-00942",
    "SQLSTATE 23505",
    "PAY-1187",
    "NullPointerException",
    "ECONNRESET",
    "HTTP 429",
    "SYNC-77",
    "TLS handshake failure",
    "error 1603",
];

pub(crate) const LABELS: &[&str] = &[
    "regression",
    "customer-escalated",
    "billing",
    "performance",
    "ui",
    "api",
    "login",
    "data-loss",
    "docs",
    "vip",
    "needs-repro",
    "quick-win",
    "mobile",
    "security",
    "integration",
    "export",
];

/// `712020:` and a made-up UUID, as Jira Cloud names accounts.
pub(crate) fn account(name: &str) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    let mut rng = Rng::new(hash, &[]);
    let (a, b) = (rng.next(), rng.next());
    format!(
        "712020:{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        a >> 32,
        a & 0xFFFF,
        (a >> 16) & 0xFFF,
        b & 0xFFF,
        b >> 16
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_look_like_accounts_and_stay() {
        let account_of = account("Anna Berg");
        assert_eq!(account_of.len(), "712020:".len() + 36);
        assert_eq!(account_of, account("Anna Berg"));
        assert_ne!(account_of, account("Mei Lin"));
    }
}
