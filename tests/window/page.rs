//! What a person sees and does in a window: by words, never by positions.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

/// How long something may take to appear on a loaded machine.
const APPEAR_MAX: Duration = Duration::from_mins(1);

/// How often a click is tried again while the page is drawn anew.
const CLICK_TRIES: u32 = 20;

/// The page of a window.
pub struct Page(Client);

impl Page {
    pub fn new(client: Client) -> Self {
        Self(client)
    }

    /// Waits until the user interface runs.
    pub async fn prepare(&self) -> Result<()> {
        self.find("//h1").await?;
        Ok(())
    }

    pub async fn end(self) -> Result<()> {
        Ok(self.0.close().await?)
    }

    /// The screen that is shown: what stands behind the `#`.
    pub async fn address(&self) -> Result<String> {
        let hash = self.0.execute("return location.hash", vec![]).await?;
        Ok(hash.as_str().context("an address")?.trim_start_matches('#').to_owned())
    }

    /// Goes to a screen, as a link would.
    pub async fn go_to(&self, screen: &str) -> Result<()> {
        self.0.execute("location.hash = arguments[0]", vec![json!(screen)]).await?;
        Ok(())
    }

    /// Everything that can be read, with one space between words.
    pub async fn text(&self) -> Result<String> {
        let text = self.0.find(Locator::Css("body")).await?.text().await?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Everything that the page holds, what is cut off or not shown included.
    pub async fn content(&self) -> Result<String> {
        let content = self.0.execute("return document.body.textContent", vec![]).await?;
        Ok(content.as_str().context("a text")?.to_owned())
    }

    /// Waits for a sentence or a word anywhere on the page.
    pub async fn see(&self, words: &str) -> Result<()> {
        self.find(&format!("//*[text()[contains(normalize-space(.), {})]]", quoted(words))).await?;
        Ok(())
    }

    /// Presses the button or link with these words.
    pub async fn press(&self, words: &str) -> Result<()> {
        let words = quoted(words);
        let path = format!(
            "//*[(self::button or self::a) and not(@disabled) and \
             (contains(normalize-space(.), {words}) or @aria-label={words})]"
        );
        self.click(&path).await
    }

    /// Presses the button or link that says exactly this (keys beside the words do not count).
    pub async fn press_exactly(&self, words: &str) -> Result<()> {
        let words = quoted(words);
        let path = format!(
            "//*[(self::button or self::a) and not(@disabled) and \
             (normalize-space(.)={words} or text()[normalize-space(.)={words}] or \
             *[normalize-space(.)={words}])]"
        );
        self.click(&path).await
    }

    /// Presses the button whose words begin so, if it is there and can be pressed now. A longer
    /// first word is another button.
    pub async fn press_if_there(&self, word: &str) -> Result<()> {
        let path = format!(
            "//button[not(@disabled) and starts-with(concat(normalize-space(.), ' '), {})]",
            quoted(&format!("{word} "))
        );
        if let Ok(button) = self.0.find(Locator::XPath(&path)).await {
            // It may go in the moment between.
            let _ = button.click().await;
        }
        Ok(())
    }

    /// Ticks the box with a label that begins so.
    pub async fn tick(&self, words: &str) -> Result<()> {
        let path = format!("//label[contains(., {})]//input[@type='checkbox']", quoted(words));
        self.find(&path).await?.click().await?;
        Ok(())
    }

    /// Leaves the field that has the focus.
    pub async fn press_tab(&self) -> Result<()> {
        self.keys("\u{e004}").await
    }

    /// Chooses an option of a group.
    pub async fn choose(&self, words: &str) -> Result<()> {
        self.option(words).await?.click().await?;
        Ok(())
    }

    /// Whether an option of a group is chosen.
    pub async fn is_chosen(&self, words: &str) -> Result<bool> {
        Ok(self.option(words).await?.attr("aria-checked").await?.as_deref() == Some("true"))
    }

    async fn option(&self, words: &str) -> Result<Element> {
        // A digit for the keyboard may stand before the word.
        let words = quoted(words);
        self.find(&format!(
            "//*[@role='radio'][normalize-space(text()[last()])={words} or normalize-space(.)={words}]"
        ))
        .await
    }

    /// Types into the field with this label, over what is there.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        field.send_keys(text).await.with_context(|| format!("typing into {label}"))?;
        Ok(())
    }

    /// What stands in the field with this label.
    pub async fn value(&self, label: &str) -> Result<String> {
        Ok(self.field(label).await?.prop("value").await?.unwrap_or_default())
    }

    /// Waits until this stands in the field with this label.
    pub async fn see_value(&self, label: &str, text: &str) -> Result<()> {
        let look = async {
            while self.value(label).await? != text {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            anyhow::Ok(())
        };
        tokio::time::timeout(APPEAR_MAX, look).await.context("the field stays as it was")?
    }

    async fn field(&self, label: &str) -> Result<Element> {
        let label = self.find(&format!("//label[normalize-space(.)={}]", quoted(label))).await?;
        let id = label.attr("for").await?.context("a label names its field")?;
        Ok(self.0.find(Locator::Id(&id)).await?)
    }

    /// Chooses a file in the page's own chooser for files of this kind.
    pub async fn choose_file(&self, accept: &str, file: &Path) -> Result<()> {
        self.choose_files(accept, &[file.to_owned()]).await
    }

    /// Chooses several files at once.
    pub async fn choose_files(&self, accept: &str, files: &[PathBuf]) -> Result<()> {
        let path = format!("//input[@type='file' and @accept={}]", quoted(accept));
        let chooser = self.find(&path).await?;
        // A line for each: WebDriver, "Element Send Keys".
        let lines: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        chooser.send_keys(&lines.join("\n")).await.context("choosing files")?;
        Ok(())
    }

    /// Puts the focus into the field with this label.
    pub async fn focus(&self, label: &str) -> Result<()> {
        self.field(label).await?.click().await?;
        Ok(())
    }

    /// Presses keys where the focus is.
    pub async fn keys(&self, keys: &str) -> Result<()> {
        self.0.active_element().await?.send_keys(keys).await?;
        Ok(())
    }

    /// Runs a script that calls its last argument when it is done, and gives what it hands over.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.0.execute_async(script, vec![]).await?)
    }

    /// Waits until a photo is shown, and gives how many are: a picture counts once it is decoded.
    pub async fn photos_shown(&self) -> Result<u64> {
        let script = "return [...document.querySelectorAll('section[aria-labelledby=\"photos-title\"] img')]\
            .filter((picture) => picture.naturalWidth > 0).length";
        let look = async {
            loop {
                let count = self.0.execute(script, vec![]).await?.as_u64().unwrap_or(0);
                if count > 0 {
                    return anyhow::Ok(count);
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(APPEAR_MAX, look).await.context("no photo is shown")?
    }

    /// Whether these words can be read now.
    pub async fn has(&self, words: &str) -> Result<bool> {
        Ok(self.text().await?.contains(words))
    }

    /// Clicks; a list that is drawn anew in that moment is looked up again, as a person would.
    async fn click(&self, path: &str) -> Result<()> {
        let mut tries_left = CLICK_TRIES;
        loop {
            match self.find(path).await?.click().await {
                Ok(()) => return Ok(()),
                Err(cause) if tries_left == 0 => {
                    // Its `Display` leaves out what the driver said.
                    anyhow::bail!("clicking {path}: {cause:?}");
                }
                Err(_) => tries_left -= 1,
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn find(&self, path: &str) -> Result<Element> {
        let found = self.0.wait().at_most(APPEAR_MAX).for_element(Locator::XPath(path)).await;
        match found {
            Ok(element) => Ok(element),
            Err(cause) => {
                let seen = self.text().await.unwrap_or_default();
                Err(cause).with_context(|| format!("{path} is not on the page:\n{seen}"))
            }
        }
    }
}

/// A text as XPath has it; the words of the screens have an apostrophe here and there.
fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}
