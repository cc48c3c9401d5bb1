//! The close button of a window. There is no window manager on the display of the tests; what one
//! sends to the window when its button is pressed is sent here.

use anyhow::{Context as _, Result, ensure};
use rustix::process::Pid;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// Longest property that is read, in units of four bytes: a process id, or a short list of atoms.
const PROPERTY_WORDS_MAX: u32 = 64;
/// The form of a client message whose data are 32-bit numbers. Source: ICCCM, section 4.2.8.
const FORMAT_BITS: u8 = 32;

/// Asks the visible window of a process to close (`WM_DELETE_WINDOW`).
pub fn press(process: Pid) -> Result<()> {
    let (display, screen) = x11rb::connect(None).context("the display of the tests")?;
    let atom = |name: &str| -> Result<Atom> {
        Ok(display.intern_atom(false, name.as_bytes())?.reply()?.atom)
    };
    let names = Names {
        process: atom("_NET_WM_PID")?,
        protocols: atom("WM_PROTOCOLS")?,
        close: atom("WM_DELETE_WINDOW")?,
    };
    let mut open = vec![display.setup().roots[screen].root];
    let mut found = Vec::new();
    while let Some(window) = open.pop() {
        if names.is_open_window_of(&display, window, process)? {
            found.push(window);
        }
        open.extend(display.query_tree(window)?.reply()?.children);
    }
    ensure!(found.len() == 1, "the app has one window, {} were found", found.len());
    let data = [names.close, x11rb::CURRENT_TIME, 0, 0, 0];
    let message = ClientMessageEvent::new(FORMAT_BITS, found[0], names.protocols, data);
    display.send_event(false, found[0], EventMask::NO_EVENT, message)?.check()?;
    Ok(())
}

struct Names {
    process: Atom,
    protocols: Atom,
    close: Atom,
}

impl Names {
    fn is_open_window_of(
        &self,
        display: &RustConnection,
        window: Window,
        process: Pid,
    ) -> Result<bool> {
        let read = |name: Atom, kind: AtomEnum| -> Result<Vec<u32>> {
            let reply = display.get_property(false, window, name, kind, 0, PROPERTY_WORDS_MAX)?;
            Ok(reply.reply()?.value32().map(Iterator::collect).unwrap_or_default())
        };
        let of_process = read(self.process, AtomEnum::CARDINAL)?;
        let is_shown =
            display.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        Ok(is_shown
            && of_process == [process.as_raw_nonzero().get().unsigned_abs()]
            && read(self.protocols, AtomEnum::ATOM)?.contains(&self.close))
    }
}
