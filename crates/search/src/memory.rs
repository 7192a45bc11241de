//! The module's memory. Blocks have sizes of powers of two; those given back wait, in a list for each size, for the next of
//! that size. They are never joined or cut: what a reader holds is bounded, and a request takes the sizes that the one
//! before gave back. So it is a third of the smallest allocator that joins what is given back.

#![expect(unsafe_code, reason = "an allocator")]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::memory_grow;
use core::cell::Cell;
use core::ptr::{copy_nonoverlapping, null_mut, with_exposed_provenance_mut};

/// A page of WebAssembly.
const PAGE: usize = 1 << 16;
/// The smallest block, as a power of two: a free one holds the address of the next.
const SMALLEST: u32 = 4;

pub(crate) struct Memory {
    /// By power of two the first free block.
    free: [Cell<*mut u8>; 32],
    /// What was never given out: from here, so many bytes.
    rest: Cell<(usize, usize)>,
}

#[cfg(target_feature = "atomics")]
compile_error!("the module's memory knows one thread only");

// SAFETY: without atomics a module has one thread, and nothing is shared with another.
unsafe impl Sync for Memory {}

impl Memory {
    pub(crate) const fn new() -> Self {
        Self { free: [const { Cell::new(null_mut()) }; 32], rest: Cell::new((0, 0)) }
    }

    /// The list that a block of this layout belongs to, which also says its size; beyond the last for what is too large.
    fn list(&self, layout: Layout) -> (Option<&Cell<*mut u8>>, u32) {
        let power = layout.size().max(layout.align()).next_power_of_two().trailing_zeros().max(SMALLEST);
        (self.free.get(power as usize), power)
    }

    /// A block that was never given out; null when the browser gives no more memory.
    fn carve(&self, size: usize) -> *mut u8 {
        let (mut start, mut left) = self.rest.get();
        // Blocks lie at multiples of their size, up to a page.
        let skipped = start.wrapping_neg() & (size.min(PAGE) - 1);
        while left < skipped + size {
            let pages = (skipped + size - left).div_ceil(PAGE);
            let page = memory_grow::<0>(pages);
            if page == usize::MAX {
                return null_mut();
            }
            if left == 0 {
                start = page * PAGE;
            }
            left += pages * PAGE;
        }
        start += skipped;
        self.rest.set((start + size, left - skipped - size));
        with_exposed_provenance_mut(start)
    }
}

// SAFETY: a block is in a list or given out, never both; it is as large as its list says, and its place a multiple of that
// or, where that is more, of a page.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (Some(list), power) = self.list(layout) else { return null_mut() };
        // No type here is aligned to more than a page.
        if layout.align() > PAGE {
            return null_mut();
        }
        let block = list.get();
        if block.is_null() {
            return self.carve(1 << power);
        }
        // SAFETY: a free block holds the address of the next.
        list.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let (Some(list), _) = self.list(layout) {
            // SAFETY: the block is free now and at least as large as an address.
            unsafe { block.cast::<*mut u8>().write(list.replace(block)) }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller grants that the size, rounded up, is no overflow.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if self.list(wanted).1 == self.list(layout).1 {
            return block;
        }
        // SAFETY: both blocks hold as many bytes as are copied, and a new block is another one.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                copy_nonoverlapping(block, moved, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
