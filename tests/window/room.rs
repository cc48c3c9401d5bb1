//! A room with a microphone: a sound server of its own whose loudspeaker is what the microphone hears.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long the sound server may take to answer on a loaded machine.
const START_MAX: Duration = Duration::from_secs(20);
/// How often it is asked.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// A sound server that a program finds through ALSA and PulseAudio, like any other; it ends with this.
pub struct Room {
    server: Child,
    folder: TempDir,
}

impl Room {
    /// Opens a room in which nobody speaks.
    pub async fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let socket = folder.path().join("pulse.sock");
        let socket = socket.display();
        // The default microphone is this one, whatever the computer has besides.
        let devices = ["pcm", "ctl"]
            .map(|kind| format!("{kind}.!default {{ type pulse server \"unix:{socket}\" }}\n"));
        std::fs::write(folder.path().join("asound.conf"), devices.concat())?;
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"])
            .arg("--load=module-null-sink sink_name=room")
            .arg(format!("--load=module-native-protocol-unix socket={socket} auth-anonymous=1"))
            // Nothing of the person's own sound server is read or touched.
            .env("HOME", folder.path())
            .env("XDG_RUNTIME_DIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("pulseaudio did not start")?;
        let room = Self { server, folder };
        let answers = async {
            while !room.command("pactl").arg("info").status().is_ok_and(|status| status.success()) {
                tokio::time::sleep(ASK_EVERY).await;
            }
        };
        tokio::time::timeout(START_MAX, answers).await.context("the sound server is silent")?;
        Ok(room)
    }

    /// What a program needs to find the microphone.
    pub fn environment(&self) -> [(&'static str, PathBuf); 2] {
        let server = format!("unix:{}", self.folder.path().join("pulse.sock").display());
        [
            ("PULSE_SERVER", PathBuf::from(server)),
            ("ALSA_CONFIG_PATH", self.folder.path().join("asound.conf")),
        ]
    }

    /// Lets a synthesizer say a sentence aloud, to its end.
    pub async fn say(&self, sentence: &str) -> Result<()> {
        let file = self.folder.path().join("said.wav");
        let mut flite = Command::new("flite");
        let spoken = flite.args(["-voice", "slt", "-t", sentence, "-o"]).arg(&file).status();
        ensure!(spoken.context("flite did not start")?.success(), "flite said nothing");
        self.play(&file).await
    }

    async fn play(&self, file: &Path) -> Result<()> {
        let mut player = tokio::process::Command::from(self.command("paplay"));
        if !player.arg(file).status().await.context("paplay did not start")?.success() {
            bail!("paplay could not play");
        }
        Ok(())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment()).stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(Stdio::null());
        command
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let id = i32::try_from(self.server.id()).ok().and_then(Pid::from_raw);
        // One that has ended already is as good.
        let _ = id.map(|id| kill_process(id, Signal::TERM));
        let _ = self.server.wait();
    }
}
