//! What an operator may choose: the file `server.toml` in the data folder.

use std::net::SocketAddr;

use field_domain::PolicyName;
use serde::{Deserialize, Serialize};

/// The configuration of a server. `docs/server.md` describes every key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on, for example `127.0.0.1:8443`; port 0 lets the system choose.
    pub listen: String,
    /// Days after its last use that a token ends, 1 to 365.
    #[serde(default = "default_token_days")]
    pub token_days: u32,
    /// Lowest level that is logged: `error`, `warn`, `info` or `debug`.
    #[serde(default)]
    pub log_level: LogLevel,
    /// The organisation's policy for what leaves its devices. They carry the policies themselves and
    /// are told the name at sign-in and at each pull.
    #[serde(default)]
    pub policy: PolicyName,
    /// A policy that the organisation wrote itself: the name of a file in the data folder. Devices get its
    /// text at sign-in and at each pull. Not together with `policy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_file: Option<String>,
    /// Limits on wrong sign-ins.
    #[serde(default)]
    pub sign_in: SignInLimits,
    /// Limits on what is stored.
    #[serde(default)]
    pub storage: StorageLimits,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Failures of the server.
    Error,
    /// And what an operator should look at.
    Warn,
    /// And a line for each request.
    #[default]
    Info,
    /// And details for finding bugs; content never.
    Debug,
}

impl LogLevel {
    /// The word in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// When sign-ins of an account are refused without trying the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInLimits {
    /// Wrong passwords until an account has to wait, 1 to 100. Counted for each device that is
    /// recorded for the account, and for all other devices together.
    pub tries_max: u32,
    /// Minutes to wait after the last of them, 1 to 1440.
    pub wait_minutes: u32,
}

impl Default for SignInLimits {
    /// Ten tries, fifteen minutes. Source: OWASP Authentication Cheat Sheet, "Account Lockout"; NIST
    /// SP 800-63B-4 section 3.2.2 allows up to 100 consecutive failures.
    fn default() -> Self {
        Self { tries_max: 10, wait_minutes: 15 }
    }
}

/// How much the server may store; without a limit, until the disk is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StorageLimits {
    /// Largest database file in MiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_mib_max: Option<u32>,
    /// Most bytes of blobs in MiB, those under way included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blobs_mib_max: Option<u32>,
}

fn default_token_days() -> u32 {
    30
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not TOML, an unknown key, or a value of the wrong kind.
    #[error("server.toml cannot be read: {reason}")]
    Unreadable {
        /// What the parser says, without the text of the file.
        reason: String,
    },
    /// The configuration cannot be written as TOML.
    #[error("the configuration cannot be written")]
    Unwritable,
    /// `listen` is a web address.
    #[error(
        "listen must be ADDRESS:PORT, for example 127.0.0.1:8443; the server speaks HTTPS only \
         and plain HTTP cannot be turned on"
    )]
    ListenIsUrl,
    /// `listen` is something else than an IP address and a port.
    #[error("listen must be an IP address and a port, for example 127.0.0.1:8443")]
    BadListen,
    /// Two policies are named.
    #[error("policy and policy_file cannot both be given")]
    TwoPolicies,
    /// `policy_file` is a path, or empty.
    #[error("policy_file must be the name of a file in the data folder")]
    PolicyIsPath,
    /// A number is outside its range.
    #[error("{key} must be {min} to {max}")]
    OutOfRange {
        /// The key.
        key: &'static str,
        /// Smallest value.
        min: u32,
        /// Largest value.
        max: u32,
    },
}

impl Config {
    /// The defaults, for an address to listen on.
    #[must_use]
    pub fn new(listen: &str) -> Self {
        Self {
            listen: listen.to_owned(),
            token_days: default_token_days(),
            log_level: LogLevel::default(),
            policy: PolicyName::default(),
            policy_file: None,
            sign_in: SignInLimits::default(),
            storage: StorageLimits::default(),
        }
    }

    /// The policy as devices are told it: none for the default one, which every device begins with.
    #[must_use]
    pub fn named_policy(&self) -> Option<PolicyName> {
        Some(self.policy).filter(|policy| *policy != PolicyName::default())
    }

    /// Reads and checks the text of a `server.toml`.
    ///
    /// # Errors
    /// [`ConfigError`] names the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)
            .map_err(|error| ConfigError::Unreadable { reason: error.message().to_owned() })?;
        config.check()?;
        Ok(config)
    }

    /// The text of a `server.toml`.
    ///
    /// # Errors
    /// [`ConfigError::Unwritable`]; never for values that [`Config::check`] takes.
    pub fn to_text(&self) -> Result<String, ConfigError> {
        toml::to_string(self).map_err(|_| ConfigError::Unwritable)
    }

    /// Checks every value.
    ///
    /// # Errors
    /// [`ConfigError`] names the first value that is wrong.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.listen_address()?;
        if let Some(file) = &self.policy_file {
            if self.policy != PolicyName::default() {
                return Err(ConfigError::TwoPolicies);
            }
            let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"-_.".contains(&sign);
            if file.is_empty() || file.starts_with('.') || !file.bytes().all(is_sign) {
                return Err(ConfigError::PolicyIsPath);
            }
        }
        in_range("token_days", self.token_days, 1, 365)?;
        in_range("sign_in.tries_max", self.sign_in.tries_max, 1, 100)?;
        in_range("sign_in.wait_minutes", self.sign_in.wait_minutes, 1, 1440)
    }

    /// Where to listen.
    ///
    /// # Errors
    /// [`ConfigError::ListenIsUrl`], [`ConfigError::BadListen`].
    pub fn listen_address(&self) -> Result<SocketAddr, ConfigError> {
        if self.listen.contains("://") {
            return Err(ConfigError::ListenIsUrl);
        }
        self.listen.parse().map_err(|_| ConfigError::BadListen)
    }
}

fn in_range(key: &'static str, value: u32, min: u32, max: u32) -> Result<(), ConfigError> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(ConfigError::OutOfRange { key, min, max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_all_that_must_be_given() {
        let config = Config::parse("listen = \"127.0.0.1:8443\"").expect("the rest has defaults");
        assert_eq!(config, Config::new("127.0.0.1:8443"));
        let written = config.to_text().expect("can be written");
        assert_eq!(Config::parse(&written).expect("and read again"), config);
    }

    #[test]
    fn the_policy_is_one_that_every_device_carries() {
        let config = Config::parse("listen = \"127.0.0.1:0\"\npolicy = \"hipaa-safe-harbor\"");
        assert_eq!(config.expect("a ready policy").policy, PolicyName::HipaaSafeHarbor);
        let outcome = Config::parse("listen = \"127.0.0.1:0\"\npolicy = \"nothing\"");
        assert!(matches!(outcome, Err(ConfigError::Unreadable { .. })), "none can be made up");
    }

    #[test]
    fn an_own_policy_is_a_file_of_the_data_folder_and_the_only_one() {
        let parse = |line: &str| Config::parse(&format!("listen = \"127.0.0.1:0\"\n{line}"));
        let config = parse("policy_file = \"kitchens-2.toml\"").expect("a file's name");
        assert_eq!(config.policy_file.as_deref(), Some("kitchens-2.toml"));
        assert_eq!(config.named_policy(), None);
        for path in ["../policy.toml", "/etc/policy.toml", "", ".hidden"] {
            let outcome = parse(&format!("policy_file = \"{path}\""));
            assert!(matches!(outcome, Err(ConfigError::PolicyIsPath)), "{path}: {outcome:?}");
        }
        let outcome = parse("policy = \"strict\"\npolicy_file = \"own.toml\"");
        assert!(matches!(outcome, Err(ConfigError::TwoPolicies)));
    }

    #[test]
    fn plain_http_cannot_be_configured() {
        for listen in ["http://127.0.0.1:8080", "https://127.0.0.1:8443"] {
            let outcome = Config::parse(&format!("listen = \"{listen}\""));
            assert!(matches!(outcome, Err(ConfigError::ListenIsUrl)), "{outcome:?}");
        }
        let outcome = Config::parse("listen = \"127.0.0.1:8443\"\ntls = false");
        assert!(matches!(outcome, Err(ConfigError::Unreadable { .. })), "there is no such key");
    }

    #[test]
    fn values_outside_their_range_are_named() {
        let cases = [
            ("token_days = 0", "token_days"),
            ("[sign_in]\ntries_max = 0", "sign_in.tries_max"),
            ("[sign_in]\nwait_minutes = 9999", "sign_in.wait_minutes"),
        ];
        for (line, expected) in cases {
            match Config::parse(&format!("listen = \"127.0.0.1:0\"\n{line}")) {
                Err(ConfigError::OutOfRange { key, .. }) => assert_eq!(key, expected),
                other => panic!("{line} must be refused, got {other:?}"),
            }
        }
    }
}
