//! Texts by their field, comments by their author.

use calendar::Period;
use stores::lake::{Dataset, Measure};

use crate::figures::{Question, column, count, key, number, only};
use crate::mood::ratio;
use crate::{Error, Figures};

/// Who wrote comments.
#[derive(Debug, Clone, PartialEq)]
pub struct Author {
    /// As the source names them.
    pub author: String,
    /// Their comments.
    pub comments: u64,
    /// The mean compound score of their comments, −1 to 1.
    pub compound: Option<f64>,
}

impl Figures {
    /// How many texts of each field (summary, description, comment) were written in a period; most first.
    pub async fn texts_by_field(&self, period: Period) -> Result<Vec<(String, u64)>, Error> {
        let groups = self
            .ask(Question {
                dataset: Dataset::Sentiment,
                period: Some(period),
                filters: Vec::new(),
                group_by: vec![column("field_type")],
                measures: vec![Measure::Count],
            })
            .await?;
        let mut fields: Vec<_> = groups
            .iter()
            .map(|group| (key(group, 0).to_owned(), count(group, 0)))
            .collect();
        fields.sort_by_key(|field| std::cmp::Reverse(field.1));
        Ok(fields)
    }

    /// Who wrote the most comments in a period; comments without an author are left out.
    pub async fn top_authors(&self, period: Period, limit: usize) -> Result<Vec<Author>, Error> {
        let question = Question {
            dataset: Dataset::Sentiment,
            period: Some(period),
            filters: vec![only("field_type", "comment")],
            group_by: vec![column("author_id")],
            measures: vec![Measure::Count, Measure::Sum("compound".to_owned())],
        };
        // Those without an author are two groups at most: no name, and an empty one.
        let most = u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(2);
        let groups = self.ask_largest(question, most).await?;
        let author = |group| {
            let comments = count(group, 0);
            Author {
                author: key(group, 0).to_owned(),
                comments,
                compound: ratio(number(group, 1), comments),
            }
        };
        let mut authors: Vec<_> = groups
            .iter()
            .filter(|group| !key(group, 0).is_empty())
            .map(author)
            .collect();
        authors.sort_by_key(|author| std::cmp::Reverse(author.comments));
        authors.truncate(limit);
        Ok(authors)
    }
}
