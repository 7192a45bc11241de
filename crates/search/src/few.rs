//! A list of at most a few things, held in place: postings are decoded by the thousand, and none may cost an allocation.

/// At most `N` things.
#[derive(Clone, Copy, Debug)]
pub struct Few<T, const N: usize> {
    length: u8,
    items: [T; N],
}

impl<T: Copy + Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Self { length: 0, items: [T::default(); N] }
    }
}

impl<T: Copy, const N: usize> Few<T, N> {
    /// Adds one; says whether there was room.
    pub fn push(&mut self, item: T) -> bool {
        let Some(slot) = self.items.get_mut(usize::from(self.length)) else { return false };
        *slot = item;
        self.length += 1;
        true
    }

    /// Drops all.
    pub(crate) fn clear(&mut self) {
        self.length = 0;
    }
}

impl<T, const N: usize> core::ops::Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.items.get(..usize::from(self.length)).unwrap_or_default()
    }
}

/// By the things it holds, not by what may lie behind them.
impl<T: PartialEq, const N: usize> PartialEq for Few<T, N> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq, const N: usize> Eq for Few<T, N> {}

impl<T: Copy + Default, const N: usize> FromIterator<T> for Few<T, N> {
    /// The first `N` things.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        for item in items.into_iter().take(N) {
            few.push(item);
        }
        few
    }
}
