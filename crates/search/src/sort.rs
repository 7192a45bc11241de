//! The two ways things are put in order. The standard library's sorts are quicker on what is long and mixed, but each of
//! them weighs more in the browser than all of the ranking; and mostly only the first few of many are asked for.

use alloc::vec::Vec;

/// Puts `items` in order. `is_before` must tell any two apart that differ in what is shown of them: equal ones end in
/// any order.
pub(crate) fn sort<T>(items: &mut [T], is_before: &dyn Fn(&T, &T) -> bool) {
    sort_first(items, items.len(), is_before);
}

/// Puts the first `count` of `items` in order at the front; the rest follow as they come.
pub(crate) fn sort_first<T>(items: &mut [T], count: usize, is_before: &dyn Fn(&T, &T) -> bool) {
    heap(&mut Slice { items, is_before }, count);
}

/// Puts items in order that come in runs, each in order already. Equal ones stay as they come.
pub(crate) fn merge<T>(items: Vec<T>, is_before: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let mut runs: Vec<Vec<T>> = Vec::new();
    for item in items {
        match runs.last_mut() {
            Some(run) if run.last().is_none_or(|last| !is_before(&item, last)) => run.push(item),
            _ => runs.push([item].into()),
        }
    }
    while runs.len() > 1 {
        let mut pairs = runs.into_iter();
        let mut merged = Vec::new();
        while let Some(first) = pairs.next() {
            merged.push(match pairs.next() {
                Some(second) => zip(first, second, is_before),
                None => first,
            });
        }
        runs = merged;
    }
    runs.pop().unwrap_or_default()
}

/// Two runs made one.
fn zip<T>(first: Vec<T>, second: Vec<T>, is_before: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for item in first {
        while let Some(earlier) = second.next_if(|other| is_before(other, &item)) {
            merged.push(earlier);
        }
        merged.push(item);
    }
    merged.extend(second);
    merged
}

/// What is sorted, whatever it is: so there is one heap, not one for each kind of item.
trait Items {
    fn length(&self) -> usize;
    /// Whether one item comes before another; nothing does that is not there.
    fn is_before(&self, a: usize, b: usize) -> bool;
    fn swap(&mut self, a: usize, b: usize);
}

struct Slice<'a, T> {
    items: &'a mut [T],
    is_before: &'a dyn Fn(&T, &T) -> bool,
}

impl<T> Items for Slice<'_, T> {
    fn length(&self) -> usize {
        self.items.len()
    }

    fn is_before(&self, a: usize, b: usize) -> bool {
        match (self.items.get(a), self.items.get(b)) {
            (Some(a), Some(b)) => (self.is_before)(a, b),
            _ => false,
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.items.swap(a, b);
    }
}

fn heap(items: &mut dyn Items, count: usize) {
    let length = items.length();
    // Most of what is sorted here was merged of one run.
    if !(1..length).any(|at| items.is_before(at, at - 1)) {
        return;
    }
    // A heap with the first item at its root: taken `count` times, each to the end of what is left.
    for root in (0..length / 2).rev() {
        sift(items, root, length);
    }
    let mut left = length;
    for _ in 0..count.min(length) {
        left -= 1;
        items.swap(0, left);
        sift(items, 0, left);
    }
    for at in 0..length / 2 {
        items.swap(at, length - 1 - at);
    }
}

/// Lets an item sink until no item below it comes before it.
fn sift(items: &mut dyn Items, mut at: usize, left: usize) {
    loop {
        let mut child = 2 * at + 1;
        if child >= left {
            return;
        }
        if child + 1 < left && items.is_before(child + 1, child) {
            child += 1;
        }
        if !items.is_before(child, at) {
            return;
        }
        items.swap(child, at);
        at = child;
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_orders_as_the_standard_library_does(mut items in vec(0..99_u8, 0..99), count in 0..120_usize) {
            let mut expected = items.clone();
            expected.sort_unstable();
            let first = count.min(items.len());
            sort_first(&mut items, count, &|a, b| a < b);
            prop_assert_eq!(&items[..first], &expected[..first]);
            sort(&mut items, &|a, b| a < b);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn runs_are_merged_as_the_standard_library_sorts(items in vec((0..9_u8, 0..9_u8), 0..99)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(merge(items, &|a, b| a.0 < b.0), expected);
        }
    }
}
