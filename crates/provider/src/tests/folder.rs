//! Records and the data folder of one installation.

use dialect::Error;
use futures::executor::block_on;
use tempfile::TempDir;

use crate::{Lake, Records, native};

#[test]
fn a_folder_of_other_records_is_not_used() {
    block_on(async {
        let folder = TempDir::new().unwrap();
        let lake = folder.path().join("lake");
        let own = native::temporary();
        for _ in 0..2 {
            let records = Records::beside(folder.path(), own.clone());
            assert_eq!(records.ready().await, Ok(()));
            let found = Lake::new(&lake, records).current(1).await;
            assert_eq!(found, Ok(None));
        }
        let (elsewhere, other) = (TempDir::new().unwrap(), native::temporary());
        let at_home = Records::beside(elsewhere.path(), other.clone());
        assert_eq!(at_home.ready().await, Ok(()));
        let other = Records::beside(folder.path(), other);
        for told in [
            other.ready().await.unwrap_err(),
            other.query("SELECT 1", Vec::new()).await.unwrap_err(),
            other.begin().await.err().unwrap(),
        ] {
            assert!(matches!(told, Error::WrongInstallation(_)), "{told}");
        }
        let lake = Lake::new(&lake, other);
        for told in [
            lake.check().await.unwrap_err(),
            lake.discard(1, "a").await.map(drop).unwrap_err(),
            lake.current(1).await.map(drop).unwrap_err(),
        ] {
            let refused = matches!(told, lakehouse::Error::WrongInstallation(_));
            assert!(refused, "{told}");
        }
    });
}
