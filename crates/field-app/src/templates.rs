//! Templates on this device.

use field_contract::templates::{TemplateImportArgs, TemplateSummary};
use field_contract::{ErrorCode, NoArgs, Topic};
use field_domain::{Segments, Template, TemplateRef};
use field_store::{Connection, templates};

use crate::app::App;
use crate::error::{self, Result};
use crate::redaction::plain;

/// Largest template file: 1000 items with help are about 400 kB.
const TEMPLATE_BYTES_MAX: usize = 1024 * 1024;

const FOOD_SAFETY: &str = include_str!("../../../assets/templates/food-safety.json");

/// The templates that came with the program.
pub(crate) fn built_in() -> Vec<Template<Segments>> {
    let template: Template<String> =
        serde_json::from_str(FOOD_SAFETY).expect("a test reads the built-in template");
    vec![plain_words(template)]
}

/// A template by its reference: built in, imported here, or from the log.
///
/// # Errors
/// `NotFound`.
pub(crate) fn get(conn: &Connection, which: TemplateRef) -> Result<Template<Segments>> {
    if let Some(template) = built_in().into_iter().find(|t| t.template == which) {
        return Ok(template);
    }
    templates::get(conn, which)?
        .map(|stored| stored.template)
        .ok_or_else(|| error::of(ErrorCode::NotFound, "the template is not on this device"))
}

/// Every template that can be chosen here.
///
/// # Errors
/// `Locked`.
pub fn list(app: &App, _args: NoArgs) -> Result<Vec<TemplateSummary>> {
    let opened = app.opened()?;
    let stored = templates::list(&opened.reader())?;
    let imported =
        stored.into_iter().filter(|t| !t.is_redacted).map(|t| summary(&t.template, false));
    Ok(built_in().iter().map(|template| summary(template, true)).chain(imported).collect())
}

/// Imports a template from JSON. Its words stay here until an inspection with it is cleared.
///
/// # Errors
/// `TemplateInvalid` if the file is too large, is not a template or breaks a rule.
pub fn import(app: &App, args: TemplateImportArgs) -> Result<TemplateRef> {
    if args.json.len() > TEMPLATE_BYTES_MAX {
        return Err(error::of(ErrorCode::TemplateInvalid, "the file is too large"));
    }
    let template: Template<String> = serde_json::from_str(&args.json)
        .map_err(|_| error::of(ErrorCode::TemplateInvalid, "the file is not a template"))?;
    template.check().map_err(|cause| error::of(ErrorCode::TemplateInvalid, &cause.to_string()))?;
    let which = template.template;
    if built_in().iter().any(|known| known.template.id == which.id) {
        return Err(error::of(ErrorCode::TemplateInvalid, "the id is that of a built-in template"));
    }
    let opened = app.opened()?;
    opened.write(|tx| Ok(templates::put(tx, &plain_words(template), false)?))?;
    app.changed(&[Topic::Templates]);
    Ok(which)
}

fn plain_words(template: Template<String>) -> Template<Segments> {
    template
        .try_map_text(|text| Ok::<_, std::convert::Infallible>(plain(&text)))
        .unwrap_or_else(|never| match never {})
}

fn summary(template: &Template<Segments>, is_built_in: bool) -> TemplateSummary {
    TemplateSummary {
        template: template.template,
        title: template.title.to_string(),
        item_count: u32::try_from(template.items().count()).unwrap_or(u32::MAX),
        is_built_in,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_template_is_sound() {
        let templates = built_in();
        assert!(templates[0].items().count() >= 50, "a full food-safety form");
        assert_eq!(templates[0].check(), Ok(()));
    }
}
