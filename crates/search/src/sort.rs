//! The one way things are put in order. The standard library's sorts are quicker on what is long and mixed, but each of
//! them weighs more in the browser than all of the ranking; and mostly only the first few of many are asked for.

/// Puts `items` in order. `is_before` must tell any two apart that differ in what is shown of them: equal ones end in
/// any order.
pub(crate) fn sort<T>(items: &mut [T], is_before: &dyn Fn(&T, &T) -> bool) {
    sort_first(items, items.len(), is_before);
}

/// Puts the first `count` of `items` in order at the front; the rest follow as they come.
pub(crate) fn sort_first<T>(items: &mut [T], count: usize, is_before: &dyn Fn(&T, &T) -> bool) {
    // Most of what is sorted here was merged of one run.
    if !items.windows(2).any(|pair| matches!(pair, [a, b] if is_before(b, a))) {
        return;
    }
    // A heap with the first item at its root: taken `count` times, each to the end of what is left.
    let mut left = items.len();
    for root in (0..left / 2).rev() {
        sift(items, root, left, is_before);
    }
    for _ in 0..count.min(left) {
        left -= 1;
        items.swap(0, left);
        sift(items, 0, left, is_before);
    }
    items.reverse();
}

/// Lets an item sink until no item below it comes before it.
fn sift<T>(items: &mut [T], mut at: usize, left: usize, is_before: &dyn Fn(&T, &T) -> bool) {
    let comes_before = |items: &[T], a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => is_before(a, b),
        _ => false,
    };
    loop {
        let mut child = 2 * at + 1;
        if child >= left {
            return;
        }
        if child + 1 < left && comes_before(items, child + 1, child) {
            child += 1;
        }
        if !comes_before(items, child, at) {
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
    }
}
