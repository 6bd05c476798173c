//! Where the labelled texts of others are published, and how their files become the ones that are trained on.

use data_encoding::HEXLOWER;
use regex::{Captures, Regex};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A published file of labelled texts.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// What it is called in the folder of labelled texts.
    pub file: &'static str,
    /// Where it is, at one commit.
    pub url: &'static str,
    /// SHA-256 of what is there, in hexadecimal.
    pub sha256: &'static str,
    adopt: fn(&str) -> Result<String, SourceError>,
}

/// Why a downloaded file is not what was expected.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It has changed or was damaged on its way.
    #[error("has the SHA-256 {found}, not {expected}")]
    Changed {
        /// What was expected.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// It is not UTF-8.
    #[error("is not UTF-8: {0}")]
    Encoding(#[from] std::str::Utf8Error),
    /// It is not the JSON its description promises.
    #[error("cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// What is masked cannot be looked for.
    #[error("cannot be masked: {0}")]
    Pattern(#[from] regex::Error),
    /// The table could not be written.
    #[error("cannot be written as a table: {0}")]
    Table(String),
}

/// The files of `Senti4SD` (MIT; the posts are CC BY-SA), `PRemo` (MIT), `XED` and `Banking77` (both CC BY 4.0).
pub const SOURCES: [Source; 11] = [
    Source {
        file: "senti4sd_train3098.csv",
        url: "https://raw.githubusercontent.com/collab-uniba/Senti4SD/8a3467e9e8dbaa0af9343862aadc83a56a4668bc/\
              Senti4SD_GoldStandard_and_DSM/Senti4SD_Train_Test_Partitions/train3098itemPOLARITY.csv",
        sha256: "67e52bb6f7cc2d23737412f196affbfc4b244e62781cb8dec0efe075940fe0cd",
        adopt: posts,
    },
    Source {
        file: "senti4sd_test1326.csv",
        url: "https://raw.githubusercontent.com/collab-uniba/Senti4SD/8a3467e9e8dbaa0af9343862aadc83a56a4668bc/\
              Senti4SD_GoldStandard_and_DSM/Senti4SD_Train_Test_Partitions/test1326itemPOLARITY.csv",
        sha256: "a828541a0d63ef61a35540e7ef88051edd712509a4a5acb54941fe1434a4cd75",
        adopt: posts,
    },
    Source {
        file: "premo_1791.csv",
        url: "https://raw.githubusercontent.com/opus-research/sentiment-dataset/637b037ecca569e872e56bbccf81715ae7d627ab/\
              data/dataset.json",
        sha256: "06c604e0daaa5964de30026019e6dbe3ab29b4849b38ea92e7ed6335f46e7fa6",
        adopt: pull_requests,
    },
    Source {
        file: "xed_en.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/AnnotatedData/en-annotated.tsv",
        sha256: "26ac0254fbdb8b09cf2b00d44041d9084ece31bd200ae7c0e0662fbd8b037d98",
        adopt: lines,
    },
    Source {
        file: "xed_en_neutral.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/AnnotatedData/neu_en.txt",
        sha256: "6e8b38af83b80fb64ec1139007973b1f09ec16d48549e82de22423cdba259f08",
        adopt: lines,
    },
    Source {
        file: "xed_de.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/Projections/de-projections.tsv",
        sha256: "9043be088b835643bb752a9f252809ac4d029ae5edbfee8fe45eae2c19e1443b",
        adopt: lines,
    },
    Source {
        file: "xed_fr.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/Projections/fr-projections.tsv",
        sha256: "261c9ed2de974d8e38882699825bd2905ae0482c620dd15200bc5f43055b04b6",
        adopt: lines,
    },
    Source {
        file: "xed_es.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/Projections/es-projections.tsv",
        sha256: "5e857aa6e4a09e5dd7e2029439fac60d555a452d8b5ead099f1be7ee7ea3c38e",
        adopt: lines,
    },
    Source {
        file: "xed_pt.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/Projections/pt-projections.tsv",
        sha256: "bf6c1db185b0038bae80205377b5be84b85d97ab70bb7df1fdcc867f9e3cfb6e",
        adopt: lines,
    },
    Source {
        file: "xed_br.tsv",
        url: "https://raw.githubusercontent.com/Helsinki-NLP/XED/76666d251f147cf518071bef4f8415dab6b96115/Projections/br-projections.tsv",
        sha256: "e37c1e7344b80732d19db1b6a77fffaf536718b490c844ebca715b73d9d763cc",
        adopt: lines,
    },
    Source {
        file: "banking77_train.csv",
        url: "https://raw.githubusercontent.com/PolyAI-LDN/task-specific-datasets/57ec275d8078af65b7731c2a98be812d844a6d6b/banking_data/train.csv",
        sha256: "b06e26ac675513959a63135f11b94ea7786ed02da65db93a5650d8838cbc664b",
        adopt: lines,
    },
];

impl Source {
    /// What the downloaded bytes are in the folder of labelled texts: people's names and addresses are masked, and one
    /// label is left of those that several people gave.
    pub fn adopt(&self, bytes: &[u8]) -> Result<String, SourceError> {
        let found = HEXLOWER.encode(&Sha256::digest(bytes));
        if found != self.sha256 {
            return Err(SourceError::Changed {
                expected: self.sha256,
                found,
            });
        }
        (self.adopt)(std::str::from_utf8(bytes)?)
    }
}

/// A name after an @, as Stack Overflow allows it.
const ON_STACK_OVERFLOW: &str = "@[A-Za-z0-9_-]+";
/// The same on GitHub, where names have no `_`.
const ON_GITHUB: &str = "@[A-Za-z0-9-]+";
const MAIL: &str = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}";

/// Finds mail addresses and names.
fn people(name: &str) -> Result<Regex, SourceError> {
    Ok(Regex::new(&format!("{MAIL}|{name}"))?)
}

fn masked(text: &str, people: &Regex) -> String {
    let mask = |found: &Captures<'_>| {
        if found[0].starts_with('@') {
            "@user"
        } else {
            "user@example.org"
        }
    };
    people.replace_all(text, mask).into_owned()
}

/// Lines of films and questions name nobody but by mail addresses.
fn lines(file: &str) -> Result<String, SourceError> {
    Ok(masked(file, &Regex::new(MAIL)?))
}

fn posts(file: &str) -> Result<String, SourceError> {
    Ok(masked(file, &people(ON_STACK_OVERFLOW)?))
}

/// A message of a pull request and what people said of it, first by its text alone, then knowing where it stands.
#[derive(Deserialize)]
struct Message {
    #[serde(rename = "raw_message")]
    text: String,
    part1_aggregate: Aggregate,
    part2_aggregate: Aggregate,
}

#[derive(Deserialize)]
struct Aggregate {
    polarity: String,
}

impl Message {
    /// The label of those who knew where it stands; else of those who read the text alone; `None` where neither agreed.
    fn label(&self) -> Option<&str> {
        [&self.part2_aggregate, &self.part1_aggregate]
            .into_iter()
            .map(|aggregate| aggregate.polarity.as_str())
            .find(|polarity| *polarity != "undefined")
    }
}

fn pull_requests(file: &str) -> Result<String, SourceError> {
    let messages: Vec<Message> = serde_json::from_str(file)?;
    let people = people(ON_GITHUB)?;
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let failed = |error: csv::Error| SourceError::Table(error.to_string());
    table
        .write_record(["id", "text", "polarity"])
        .map_err(failed)?;
    for (at, message) in messages.iter().enumerate() {
        if let Some(label) = message.label() {
            let text = masked(&message.text, &people);
            let row = [&format!("p{at}"), text.as_str(), label];
            table.write_record(row).map_err(failed)?;
        }
    }
    let bytes = table
        .into_inner()
        .map_err(|error| SourceError::Table(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| SourceError::Table(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_masked() {
        assert_eq!(
            posts("t1;neutral;@Ann_Lee: mail a.b@mail.example.com or @bob-2, not user/pw@db")
                .unwrap(),
            "t1;neutral;@user: mail user@example.org or @user, not user/pw@user"
        );
    }

    #[test]
    fn the_label_of_those_who_knew_more_counts() {
        let message = |text: &str, first: &str, second: &str| {
            serde_json::json!({"raw_message": text, "part1_aggregate": {"polarity": first},
                "part2_aggregate": {"polarity": second}, "project": "x"})
        };
        let file = serde_json::json!([
            message("@ann, \"fine\"", "neutral", "positive"),
            message("no one agreed", "undefined", "undefined"),
            message("see @org_x", "negative", "undefined"),
        ]);
        assert_eq!(
            pull_requests(&file.to_string()).unwrap(),
            "id,text,polarity\r\np0,\"@user, \"\"fine\"\"\",positive\r\np2,see @user_x,negative\r\n"
        );
    }

    #[test]
    fn a_file_that_has_changed_is_refused() {
        let refused = SOURCES[0].adopt(b"t1;neutral;x").unwrap_err();
        assert!(matches!(refused, SourceError::Changed { .. }), "{refused}");
    }
}
