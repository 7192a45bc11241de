//! The door to JavaScript: [`crate::door`] under names that a script can call, the memory, and what a fault does. Beside
//! `memory.rs` the only module of the project with `unsafe` in it; none of what is here follows a pointer.
//!
//! ```js
//! const { memory, room, open, provide, ask } = instance.exports;
//! const call = (entry, request) => {
//!   new Uint8Array(memory.buffer, room(request.length), request.length).set(request);
//!   const at = entry();
//!   const length = new DataView(memory.buffer).getUint32(at, true);
//!   return [new Uint8Array(memory.buffer)[at + 4], decoder.decode(new Uint8Array(memory.buffer, at + 5, length))];
//! };
//! ```
//!
//! A fault, or want of memory, is a trap: JavaScript gets an exception and throws the instance away.

#![expect(unsafe_code, reason = "exported names, and a value that the one thread of the module owns")]

use core::cell::RefCell;
use core::ptr::null;

use crate::door::Door;
use crate::memory::Memory;

#[cfg(target_feature = "atomics")]
compile_error!("the door is for one thread");

#[global_allocator]
static MEMORY: Memory = Memory::new();

static DOOR: Single<Door> = Single(RefCell::new(Door::new()));

/// A value of the one thread.
struct Single<T>(RefCell<T>);

// SAFETY: without atomics a module has one thread, and nothing is shared with another.
unsafe impl<T> Sync for Single<T> {}

/// Where what `call` returns begins; null after a trap, which leaves the door in nobody knows what state.
fn with(call: impl FnOnce(&mut Door) -> &[u8]) -> *const u8 {
    DOOR.0.try_borrow_mut().map_or(null(), |mut door| call(&mut door).as_ptr())
}

/// Where to write a request of this many bytes.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *const u8 {
    with(|door| door.room(length))
}

/// See [`Door::open`].
#[unsafe(no_mangle)]
extern "C" fn open() -> *const u8 {
    with(Door::open)
}

/// See [`Door::provide`].
#[unsafe(no_mangle)]
extern "C" fn provide() -> *const u8 {
    with(Door::provide)
}

/// See [`Door::ask`].
#[unsafe(no_mangle)]
extern "C" fn ask() -> *const u8 {
    with(Door::ask)
}

/// See [`Door::analyze`].
#[unsafe(no_mangle)]
extern "C" fn analyze() -> *const u8 {
    with(Door::analyze)
}
