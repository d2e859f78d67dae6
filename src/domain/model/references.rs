//! Who points at whom: finds references to records that are gone, and lets go of them.
