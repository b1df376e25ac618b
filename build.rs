//! Build again when a data file is added: the data folder is compiled into the program.

fn main() {
    println!("cargo:rerun-if-changed=data");
}
