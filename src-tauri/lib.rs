//! The desktop shell: one window over the use cases of `field-app`.
//!
//! Architecture invariant: nothing here knows an inspection. A call of the screens is passed on by
//! its name (`field_app::dispatch`); the window has no way out but that, no plug-ins and no
//! permissions of the shell.

mod calls;
mod chooser;
mod close;
mod hygiene;
mod painting;
mod pictures;
mod recent_files;
mod window;

use anyhow::{Context as _, Result};
use field_app::{App, AppConfig, Edges};
use tauri::RunEvent;

use crate::calls::Calls;
use crate::chooser::FolderChooser;

/// Opens the window and returns when it was closed.
///
/// # Errors
/// The profile cannot be used, or the system opens no window.
pub fn run(config: AppConfig, mut edges: Edges) -> Result<()> {
    hygiene::keep_content_out_of_panics();
    hygiene::keep_content_out_of_core_files();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::INFO)
        .with_writer(std::io::stderr)
        .init();

    let profile = config.profile.clone();
    let chooser = FolderChooser::default();
    edges.choose_folder = Some(Box::new({
        let chooser = chooser.clone();
        move || chooser.choose()
    }));
    let app = App::new(config, edges)?;
    app.start_work()?;
    let calls = Calls::new(app.clone());

    #[expect(clippy::disallowed_methods, reason = "Tauri's own code inside the macro")]
    let context = tauri::generate_context!("tauri.conf.json");
    let shell = tauri::Builder::default()
        .invoke_handler(calls.clone().forwarder())
        .register_asynchronous_uri_scheme_protocol(
            pictures::SCHEME,
            pictures::answerer(app.clone()),
        )
        .setup(move |shell| {
            chooser.belong_to(shell.handle());
            recent_files::keep_off();
            Ok(window::open(shell, &profile)?)
        })
        .on_window_event(move |window, event| close::on_event(&calls, window, event))
        .build(context)
        .context("the window cannot be opened")?;
    shell.run_return(|_, event: RunEvent| drop(event));

    // Threads of the program may still hold it; what the profile had open goes now, keys with it.
    calls::lock(&app);
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    fn configuration(file: &str) -> Value {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).expect("the file is part of the build");
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn the_shell_grants_the_page_nothing_by_an_explicit_file() {
        // Without the path pattern of build.rs the build succeeds with no capability at all.
        let granted = configuration("gen/schemas/capabilities.json");
        let names: Vec<_> = granted.as_object().expect("an object").keys().collect();
        assert_eq!(names, ["main"], "the one file of src-tauri/capabilities was read");
        assert_eq!(granted["main"]["windows"], serde_json::json!(["main"]));
        assert_eq!(granted["main"]["permissions"], serde_json::json!([]), "and grants nothing");
    }

    #[test]
    fn the_page_may_reach_nothing_but_the_program() {
        let policy = &configuration("tauri.conf.json")["app"]["security"]["csp"];
        let rules = policy.as_object().expect("a table of rules");
        assert_eq!(rules["default-src"], "'none'", "what is not named is refused");
        assert_eq!(rules["connect-src"], "'self' ipc: http://ipc.localhost");
        let images = "'self' data: blob: photo: http://photo.localhost";
        assert_eq!(rules["img-src"], images, "photos come from the program's own scheme");
        for (name, sources) in rules {
            let sources = sources.as_str().expect("a text");
            let is_wide =
                ["https:", "*", "unsafe", "ws:"].iter().any(|part| sources.contains(part));
            assert!(!is_wide, "{name} must stay narrow, it is {sources}");
        }
    }

    #[test]
    fn the_window_tells_nothing_and_takes_files() {
        let configuration = configuration("tauri.conf.json");
        let windows = configuration["app"]["windows"].as_array().expect("a list");
        assert_eq!(windows.len(), 1, "one window");
        assert_eq!(windows[0]["title"], "Fieldproof", "no user data in the title");
        assert_eq!(windows[0]["dragDropEnabled"], false, "files that are dropped reach the page");
        assert_eq!(configuration.get("plugins"), None, "no plug-ins");
    }
}
