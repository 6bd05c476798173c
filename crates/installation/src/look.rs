//! Looks at records and folder, and makes them one installation at first use.

use std::path::Path;

use jiff::Timestamp;

use crate::folder::finds_any;
use crate::records::{identifier, keep, named, used};
use crate::{Error, Folder, Mark, Records, Sides, Verdict, is_filled, judge, mark, reached};

/// What both sides are. The records have the present schema.
pub async fn look<R: Records>(records: &R, root: &Path) -> Result<Sides, Error<R::Error>> {
    let id = identifier(records).await.map_err(Error::Records)?;
    let mark = mark::read(root).map_err(Error::Folder)?;
    if let Some(mark) = &mark
        && id.as_ref() == Some(&mark.id)
    {
        // The usual case needs no further look. The mark was read first: what is published meanwhile only adds.
        let are = reached(records).await.map_err(Error::Records)?;
        return Ok(Sides {
            records: id,
            folder: Folder {
                id: Some(mark.id.clone()),
                filled: false,
            },
            behind: (!are.covers(mark.reached)).then_some((are, mark.reached)),
            ..Sides::default()
        });
    }
    let folder = mark.map(|mark| mark.id);
    let used = used(records).await.map_err(Error::Records)?;
    let named = named(records).await.map_err(Error::Records)?;
    Ok(Sides {
        records: id,
        used,
        names: !named.is_empty(),
        finds: finds_any(root, &named),
        folder: Folder {
            id: folder,
            filled: is_filled(root).map_err(Error::Folder)?,
        },
        behind: None,
    })
}

/// Makes sure that both belong together: gives them an identifier at first use, refuses what does not belong together.
pub async fn settle<R: Records>(
    records: &R,
    root: &Path,
    fresh: String,
    now: Timestamp,
) -> Result<(), Error<R::Error>> {
    let sides = look(records, root).await?;
    let adopted_at = match judge(&sides) {
        Verdict::Same => return Ok(()),
        Verdict::Refused(refusal) => return Err(Error::Refused(refusal)),
        Verdict::New => None,
        Verdict::Own => Some(now),
    };
    let id = keep(records, fresh, now).await.map_err(Error::Records)?;
    let reached = reached(records).await.map_err(Error::Records)?;
    let mark = Mark {
        adopted_at,
        ..Mark::new(id, reached)
    };
    mark::write(root, &mark).map_err(Error::Folder)?;
    // Somebody else may have taken the folder at the same moment.
    let sides = look(records, root).await?;
    match judge(&sides) {
        Verdict::Same => Ok(()),
        Verdict::Refused(refusal) => Err(Error::Refused(refusal)),
        Verdict::New | Verdict::Own => Err(Error::Folder(std::io::Error::other(
            "its file does not stay as written",
        ))),
    }
}
