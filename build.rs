//! Build again when a data file or a migration is added: both folders are compiled into the program.

fn main() {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=migrations");
}
