//! A schema, as both databases can tell it.

/// All tables of the records, ordered by name; what only serves an index of one database is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The tables.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in their order, without those the database computes.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in the key's order.
    pub primary_key: Vec<String>,
    /// Its foreign keys, ordered by their columns.
    pub foreign_keys: Vec<ForeignKey>,
    /// Columns of its unique constraints, ordered.
    pub uniques: Vec<Vec<String>>,
    /// Its checks as the database tells them: the expressions' texts differ between databases.
    pub checks: Vec<String>,
    /// Its further indexes, ordered by name; those for full-text search are left out.
    pub indexes: Vec<Index>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type in the database's own words.
    pub declared: String,
    /// Whether it may be null.
    pub nullable: bool,
    /// The default's expression in the database's own words.
    pub default: Option<String>,
    /// Whether the database makes its values, ascending and never twice.
    pub identity: bool,
}

/// One foreign key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table they refer to.
    pub table: String,
    /// The columns there.
    pub to: Vec<String>,
    /// What happens to the row when the other is deleted: `NO ACTION`, `CASCADE`, `SET NULL`, `RESTRICT`, `SET DEFAULT`.
    pub on_delete: String,
}

/// One index that is no constraint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Whether it forbids doubles.
    pub unique: bool,
    /// Its columns; an expression is empty.
    pub columns: Vec<String>,
}

impl Schema {
    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column whose values the database makes, if there is one.
    pub fn identity(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.identity)
    }
}
