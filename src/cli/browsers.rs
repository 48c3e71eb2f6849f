//! The browser that the tests drive: found, or installed where that is possible.

use super::run::{answer, command, on_path, run, step};
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// A browser and the program that drives it.
pub struct Browsers {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its driver, of the same version.
    pub chromedriver: PathBuf,
}

/// Finds the browser and its driver; installs them where the system's packages can be.
pub fn ready() -> Result<Browsers> {
    if let Some(browsers) = found() {
        return Ok(browsers);
    }
    if let Some(apt) = apt() {
        let install = ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];
        step("Installing Chromium and its driver", || {
            run("apt-get update", apt().arg("update"))?;
            run("apt-get install", apt().args(install).env("DEBIAN_FRONTEND", "noninteractive"))
        })?;
    }
    let Some(browsers) = found() else {
        bail!(
            "the browser tests need Chromium and a chromedriver of the same version on the path. Install them \
             (Debian: `apt-get install chromium chromium-driver`; elsewhere: \
             https://googlechromelabs.github.io/chrome-for-testing), or name them by the environment variables \
             CHROMIUM and CHROMEDRIVER"
        );
    };
    Ok(browsers)
}

fn found() -> Option<Browsers> {
    let named =
        |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
    let first = |names: &[&str]| names.iter().find_map(|name| on_path(name));
    let chromium = named("CHROMIUM")
        .or_else(|| first(&["chromium", "google-chrome", "chrome", "chromium-browser"]))?;
    let chromedriver = named("CHROMEDRIVER").or_else(|| first(&["chromedriver"]))?;
    Some(Browsers { chromium, chromedriver })
}

/// How to call apt-get here without being asked for a password, if at all.
fn apt() -> Option<impl Fn() -> Command> {
    let apt = on_path("apt-get")?;
    let is_root = answer(command("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root {
        answer(command("sudo").args(["-n", "true"]))?;
    }
    Some(move || {
        if is_root {
            return command(&apt);
        }
        let mut sudo = command("sudo");
        sudo.arg("-n").arg(&apt);
        sudo
    })
}
