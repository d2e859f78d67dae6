//! The published schema is what the types say.

use std::path::Path;

use wavewright::domain::file::schema::plan_file_schema_text;

#[test]
fn the_published_schema_matches_the_types() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pmoplan.schema.json");
    let schema = plan_file_schema_text();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(
        published == schema,
        "docs/pmoplan.schema.json differs from the types; rewrite it with UPDATE_GOLDEN=1 and read the difference"
    );
}
