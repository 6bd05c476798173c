//! The emotions, categories and aspects there are.

use crate::{Label, names::names};
use serde::Serialize;

/// A feeling a writer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emotion {
    /// Worn out by trying ("again and again").
    Frustrated,
    /// "Unacceptable".
    Angry,
    /// "Expected better".
    Disappointed,
    /// "Works now".
    Satisfied,
    /// "Fantastic".
    Delighted,
    /// "Thank you".
    Grateful,
    /// "Makes no sense".
    Confused,
    /// "Concerned".
    Worried,
}

names!(Emotion, "emotion", {
    Frustrated => "frustrated",
    Angry => "angry",
    Disappointed => "disappointed",
    Satisfied => "satisfied",
    Delighted => "delighted",
    Grateful => "grateful",
    Confused => "confused",
    Worried => "worried",
});

/// An emotion and how strongly it shows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EmotionStrength {
    /// The feeling.
    pub emotion: Emotion,
    /// 0 to 1, three decimals: one minus the product of (1 − weight) over the different phrases found.
    pub strength: f64,
}

/// What a ticket is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueCategory {
    /// Slow, hanging, out of memory.
    Performance,
    /// Wrong or broken.
    Bug,
    /// Hard to use or to find.
    Usability,
    /// Something new is wished for.
    FeatureRequest,
    /// Invoices, payments, plans.
    Billing,
    /// Vulnerabilities, leaks, certificates.
    Security,
    /// Getting in: passwords, accounts, sign-on.
    Login,
    /// Data missing, imports, exports, reports.
    Data,
    /// None of them.
    General,
}

names!(IssueCategory, "issue category", {
    Performance => "performance",
    Bug => "bug",
    Usability => "usability",
    FeatureRequest => "feature_request",
    Billing => "billing",
    Security => "security",
    Login => "login",
    Data => "data",
    General => "general",
});

/// What a sentence can judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Does it work, is it stable.
    ProductQuality,
    /// The people who help.
    CustomerService,
    /// How it looks and feels.
    UserExperience,
    /// How fast it is.
    Performance,
    /// What it costs and is worth.
    Value,
    /// What it can do.
    Features,
}

names!(Aspect, "aspect", {
    ProductQuality => "product_quality",
    CustomerService => "customer_service",
    UserExperience => "user_experience",
    Performance => "performance",
    Value => "value",
    Features => "features",
});

/// An aspect and the mood of the sentences that speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AspectMood {
    /// What is judged.
    pub aspect: Aspect,
    /// How many sentences speak of it.
    pub mentions: u32,
    /// The label of `compound`.
    pub label: Label,
    /// The mean compound of those sentences, −1 to 1, four decimals.
    pub compound: f64,
}
