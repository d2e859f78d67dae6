//! Every text of the product in one keyed place, a folder of data files per language.
