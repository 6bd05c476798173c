//! What is mentioned most.

use calendar::Period;
use stores::lake::{Dataset, Measure};

use crate::figures::{Question, column, count, key};
use crate::{Error, Figures};

/// Something texts mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its kind, e.g. `PRODUCT`.
    pub label: String,
    /// As it is written.
    pub text: String,
    /// How often it is mentioned.
    pub count: u64,
}

impl Figures {
    /// What the texts of a period, or all texts, mention most; most mentions first, then by kind and text.
    pub async fn top_entities(
        &self,
        period: Option<Period>,
        limit: usize,
    ) -> Result<Vec<Entity>, Error> {
        let groups = self
            .ask_largest(
                Question {
                    dataset: Dataset::Entity,
                    period,
                    filters: Vec::new(),
                    group_by: vec![column("label"), column("text")],
                    measures: vec![Measure::Count],
                },
                u32::try_from(limit).unwrap_or(u32::MAX),
            )
            .await?;
        let mut entities: Vec<_> = groups
            .iter()
            .map(|group| Entity {
                label: key(group, 0).to_owned(),
                text: key(group, 1).to_owned(),
                count: count(group, 0),
            })
            .collect();
        entities.sort_by_key(|entity| std::cmp::Reverse(entity.count));
        Ok(entities)
    }
}
