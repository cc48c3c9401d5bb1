//! Files that are said to be templates.

use field_domain::Template;

/// A template is read and checked, or refused.
pub fn template(bytes: &[u8]) {
    if let Ok(template) = serde_json::from_slice::<Template<String>>(bytes)
        && template.check().is_ok()
    {
        assert!(template.items().count() > 0, "a template that is well has items");
    }
}
