//! The demo: a server on loopback and an organisation with three people, under target/demo.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::child::run;
use crate::places::Places;

/// How long the server may take to say that it listens. It takes well under a second; a loaded
/// machine gets room.
const SERVER_START_MAX: Duration = Duration::from_mins(1);

/// How long the server may take to end what it is doing.
const SERVER_STOP_MAX: Duration = Duration::from_secs(5);

/// Letters of passwords: 32, none that is read as another.
const PASSWORD_LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Letters in a password: 20 of 5 bits are 100 bits.
const PASSWORD_LENGTH: usize = 20;

/// The people of the demo organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Inspects.
    Technician,
    /// Reviews and approves.
    Reviewer,
    /// Manages the organisation.
    Admin,
}

impl Role {
    const ALL: [Self; 3] = [Self::Technician, Self::Reviewer, Self::Admin];

    /// The word for it, as the server and folders spell it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Technician => "technician",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    const fn made_up_name(self) -> &'static str {
        match self {
            Self::Technician => "Tessa Beispiel",
            Self::Reviewer => "Rufus Muster",
            Self::Admin => "Ada Sample",
        }
    }
}

/// One person who may sign in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Person {
    /// What the person may do.
    pub role: Role,
    /// What is typed at sign-in.
    pub address: String,
    /// A made-up name.
    pub name: String,
    /// Random, made for this demo.
    pub password: String,
}

/// Where the demo server is and how its certificate is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerAddress {
    /// `https://127.0.0.1:PORT`.
    pub url: String,
    /// SHA-256 of the certificate, in hex.
    pub fingerprint: String,
}

/// The folders and the server program of the demo.
pub struct Demo {
    folder: PathBuf,
    server: PathBuf,
}

/// A server that this run started; stopped when dropped. What people have made stands on the disk.
pub struct OwnServer(Child);

impl Drop for OwnServer {
    fn drop(&mut self) {
        // It ends by itself when asked (SIGTERM); what does not is killed, and its store survives
        // that too. A server that has ended already is as good.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let asked = Instant::now();
        while asked.elapsed() < SERVER_STOP_MAX && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Demo {
    /// The demo of this clone; the server program has to be built before it is used.
    pub fn new(places: &Places) -> Self {
        Self { folder: places.demo(), server: places.program("field-server") }
    }

    /// Where the demo day leaves its results.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The profile folder of one person's app.
    pub fn profile(&self, role: Role) -> PathBuf {
        self.folder.join("profiles").join(role.word())
    }

    /// The people, making server data and organisation first if there are none.
    pub fn people(&self) -> Result<Vec<Person>> {
        match fs::read(self.people_path()) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .context("target/demo/people.json is damaged; delete target/demo to begin anew"),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => self.make_organisation(),
            Err(cause) => Err(cause).context("target/demo/people.json could not be read"),
        }
    }

    /// The running server, or a new one that ends with this run.
    pub fn serve(&self) -> Result<(ServerAddress, Option<OwnServer>)> {
        if let Some(address) = self.running() {
            println!("the demo server runs already: {}", address.url);
            return Ok((address, None));
        }
        let log_path = self.server_log();
        let log = File::create(&log_path).context("target/demo/server.log was not made")?;
        let child = Command::new(&self.server)
            .arg("serve")
            .arg("--data")
            .arg(self.data())
            .stdin(Stdio::null())
            .stderr(log.try_clone()?)
            .stdout(log)
            .spawn()
            .context("the server did not start")?;
        let mut own = OwnServer(child);
        let address = wait_until_listening(&mut own.0, &log_path)?;
        fs::write(self.address_path(), serde_json::to_vec_pretty(&address)?)?;
        println!("the demo server listens: {}", address.url);
        Ok((address, Some(own)))
    }

    fn make_organisation(&self) -> Result<Vec<Person>> {
        // The list of people is written last: server data without it are of an unfinished attempt.
        match fs::remove_dir_all(self.data()) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause.into()),
            _ => fs::create_dir_all(&self.folder)?,
        }
        println!("making the demo organisation");
        run(Command::new(&self.server)
            .arg("init")
            .arg("--data")
            .arg(self.data())
            .arg("--listen")
            .arg(free_loopback_address()?.to_string())
            .stdout(Stdio::null()))?;
        let mut people = Vec::new();
        for role in Role::ALL {
            let person = Person {
                role,
                address: format!("{}@example.org", role.word()),
                name: role.made_up_name().to_owned(),
                password: make_password()?,
            };
            self.add(&person)?;
            people.push(person);
        }
        write_private(&self.people_path(), &serde_json::to_vec_pretty(&people)?)?;
        Ok(people)
    }

    fn add(&self, person: &Person) -> Result<()> {
        let mut child = Command::new(&self.server)
            .arg("add-person")
            .arg("--data")
            .arg(self.data())
            .args(["--role", person.role.word(), "--address", &person.address])
            .args(["--name", &person.name, "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .context("the server program did not start")?;
        let mut input = child.stdin.take().context("the server program has an input")?;
        writeln!(input, "{}", person.password)?;
        drop(input);
        let status = child.wait()?;
        if !status.success() {
            bail!("the server refused the {} ({status})", person.role.word());
        }
        Ok(())
    }

    /// The address that the last run wrote, if something still listens there.
    fn running(&self) -> Option<ServerAddress> {
        let address: ServerAddress =
            serde_json::from_slice(&fs::read(self.address_path()).ok()?).ok()?;
        let socket: SocketAddr = address.url.strip_prefix("https://")?.parse().ok()?;
        TcpStream::connect_timeout(&socket, Duration::from_millis(500)).ok()?;
        Some(address)
    }

    /// The server's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("server")
    }

    /// The list of people with their passwords, for the owner alone.
    pub fn people_path(&self) -> PathBuf {
        self.folder.join("people.json")
    }

    /// What the server writes while it runs.
    pub fn server_log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn address_path(&self) -> PathBuf {
        self.folder.join("server-address.json")
    }
}

/// Waits for the line `listening URL fingerprint HEX` in the server's output.
fn wait_until_listening(server: &mut Child, log: &Path) -> Result<ServerAddress> {
    let started = Instant::now();
    while started.elapsed() < SERVER_START_MAX {
        let mut text = String::new();
        File::open(log)?.read_to_string(&mut text)?;
        if let Some(address) = text.lines().find_map(read_listening_line) {
            return Ok(address);
        }
        if let Some(status) = server.try_wait()? {
            bail!("the server ended ({status}):\n{text}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    bail!("the server did not say that it listens within {} s", SERVER_START_MAX.as_secs())
}

fn read_listening_line(line: &str) -> Option<ServerAddress> {
    let mut words = line.split_whitespace();
    let (word, url, mark, fingerprint) =
        (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_whole = fingerprint.len() == 64 && fingerprint.chars().all(|c| c.is_ascii_hexdigit());
    (word == "listening" && url.starts_with("https://") && mark == "fingerprint" && is_whole)
        .then(|| ServerAddress { url: url.to_owned(), fingerprint: fingerprint.to_owned() })
}

/// A port that is free now. The server keeps it, so that profiles find it again at the next run.
fn free_loopback_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?)
}

fn make_password() -> Result<String> {
    let mut random = [0; PASSWORD_LENGTH];
    getrandom::fill(&mut random).context("no random bytes for a password")?;
    let letters = random.map(|byte| PASSWORD_LETTERS[usize::from(byte) % PASSWORD_LETTERS.len()]);
    let groups: Vec<_> = letters.chunks(5).map(String::from_utf8_lossy).collect();
    Ok(groups.join("-"))
}

/// Writes a file that only the owner may read.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes).context("target/demo/people.json was not written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_listening_line_is_one() {
        let hex = "ab".repeat(32);
        let address =
            read_listening_line(&format!("listening https://127.0.0.1:4 fingerprint {hex}"));
        let expected =
            ServerAddress { url: "https://127.0.0.1:4".into(), fingerprint: hex.clone() };
        assert_eq!(address, Some(expected));
        for other in [
            "listening https://127.0.0.1:4 fingerprint ab".to_owned(),
            "listening https://127.0.0.1:4".to_owned(),
            format!("listening http://127.0.0.1:4 fingerprint {hex}"),
        ] {
            assert_eq!(read_listening_line(&other), None, "not a whole line: {other}");
        }
    }

    #[test]
    fn passwords_differ_and_are_long() {
        let (one, two) = (make_password().expect("made"), make_password().expect("made"));
        assert_ne!(one, two, "each demo has passwords of its own");
        assert_eq!(one.len(), 23, "four groups of five letters");
    }

    #[cfg(unix)]
    #[test]
    fn the_list_of_people_is_for_the_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("people.json");
        write_private(&path, b"[]").expect("written");
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "owner only");
    }
}
