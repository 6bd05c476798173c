//! Takes exports in, and shows and steers jobs.
//!
//! | method and path | file |
//! |---|---|
//! | `POST /api/upload`, `POST /api/upload-parquet` | `receive.rs` |
//! | `POST /api/uploads`, `GET`, `PATCH`, `DELETE /api/uploads/{id}`, `POST …/job` | `parts/` |
//! | `POST /api/data-ingest` | `data_ingest.rs` |
//! | `GET`, `POST /api/mappings`, `DELETE /api/mappings/{id}` | `template.rs` |
//! | `GET /api/jobs`, `GET /api/job/{id}` | `list.rs` |
//! | `GET /api/job/{id}/events` | `events.rs` |
//! | `GET`, `PUT /api/job/{id}/mapping` | `mapping.rs` |
//! | `POST /api/job/{id}/confirm`, `…/retry`, `DELETE /api/job/{id}` | `steer.rs` |
//! | `POST /api/job/{id}/timezone` | `timezone.rs` |
//! | `POST /api/job/{id}/again` | `again.rs` |
//! | `GET /api/job/{id}/errors`, `…/errors.csv` | `row_errors.rs` |
//! | `GET /api/job/{id}/rows` | `row_runs.rs` |
//! | `POST /api/sentiment/score` | `score_texts.rs` |
//! | `GET /api/scoring`, `POST /api/rescoring`, `GET /api/rescoring/{id}/comparison`, `…/changes`, `…/changes.csv` | `rescoring/` |
//! | `GET`, `POST /api/lake/rebuild` | `rebuild/` |
//! | `GET /api/v1/queue`, `…/{id}`, `…/config/pause`, `…/enqueue`, `…/{id}/execute` | `queue/` |

mod again;
mod choices;
#[cfg(target_arch = "wasm32")]
mod component;
mod counted;
mod data_ingest;
mod events;
mod job;
mod list;
mod mapping;
mod parts;
mod problem;
mod queue;
mod rebuild;
mod receive;
mod rescoring;
mod router;
mod row_counts;
mod row_errors;
mod row_runs;
mod score_texts;
mod source;
mod steer;
mod template;
#[cfg(test)]
mod testing;
mod timezone;
mod undo;
mod unpacker;

pub use router::router;
pub use unpacker::{Asking, Unpacker, Unreachable};
