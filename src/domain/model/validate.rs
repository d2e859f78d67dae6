//! What the types cannot say: ids are unique, orders have no circle, sizes stay in bounds.
