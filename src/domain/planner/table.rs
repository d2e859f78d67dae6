//! Dense tables whose lookups cannot fail: a place outside is an impossible case, so it is reported in debug
//! builds and answered by a spare cell in release builds, never by a panic.

use std::ops::{Index, IndexMut};

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List<T> {
    cells: Vec<T>,
    spare: T,
}

impl<T: Clone + Default> List<T> {
    /// A list of `length` equal cells.
    pub fn new(length: usize, cell: T) -> Self {
        Self { cells: vec![cell; length], spare: T::default() }
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True without any cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// All cells in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.cells.iter()
    }

    /// All cells as a slice.
    pub fn as_slice(&self) -> &[T] {
        &self.cells
    }

    /// Sets every cell.
    pub fn fill(&mut self, cell: T) {
        self.cells.fill(cell);
    }
}

impl<T: Default> From<Vec<T>> for List<T> {
    fn from(cells: Vec<T>) -> Self {
        Self { cells, spare: T::default() }
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;
    #[inline]
    fn index(&self, place: usize) -> &T {
        debug_assert!(place < self.cells.len(), "place {place} of {}", self.cells.len());
        self.cells.get(place).unwrap_or(&self.spare)
    }
}

impl<T> IndexMut<usize> for List<T> {
    #[inline]
    fn index_mut(&mut self, place: usize) -> &mut T {
        debug_assert!(place < self.cells.len(), "place {place} of {}", self.cells.len());
        self.cells.get_mut(place).unwrap_or(&mut self.spare)
    }
}

/// A table of cells, addressed by `(row, column)`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid<T> {
    cells: Vec<T>,
    columns: usize,
    spare: T,
}

impl<T: Clone + Default> Grid<T> {
    /// A table of equal cells.
    pub fn new(rows: usize, columns: usize, cell: T) -> Self {
        Self { cells: vec![cell; rows.saturating_mul(columns)], columns, spare: T::default() }
    }

    /// One row as a slice.
    #[inline]
    pub fn row(&self, row: usize) -> &[T] {
        let start = row * self.columns;
        self.cells.get(start..start + self.columns).unwrap_or(&[])
    }

    /// Sets every cell.
    pub fn fill(&mut self, cell: T) {
        self.cells.fill(cell);
    }
}

impl<T> Index<(usize, usize)> for Grid<T> {
    type Output = T;
    #[inline]
    fn index(&self, (row, column): (usize, usize)) -> &T {
        debug_assert!(column < self.columns, "column {column} of {}", self.columns);
        debug_assert!(row * self.columns + column < self.cells.len(), "row {row}");
        self.cells.get(row * self.columns + column).unwrap_or(&self.spare)
    }
}

impl<T> IndexMut<(usize, usize)> for Grid<T> {
    #[inline]
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        debug_assert!(column < self.columns, "column {column} of {}", self.columns);
        debug_assert!(row * self.columns + column < self.cells.len(), "row {row}");
        self.cells.get_mut(row * self.columns + column).unwrap_or(&mut self.spare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_keeps_rows_apart() {
        let mut grid = Grid::new(2, 3, 0);
        grid[(0, 2)] = 5;
        grid[(1, 0)] = 7;
        assert_eq!((grid.row(0), grid.row(1)), (&[0, 0, 5][..], &[7, 0, 0][..]));
    }
}
