//! Unpack what the reference at /docs needs of Swagger UI, and build again when a data file or a migration is added: both
//! folders are compiled into the program.

use std::error::Error;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::{env, fs};

use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

/// Three of its dozen files; the others would make up a tenth of the program.
const FILES: [&str; 3] = ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=migrations");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names a folder in OUT_DIR")?);
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    for index in 0..archive.len() {
        let mut packed = archive.by_index(index)?;
        let path = packed.name()?.into_owned();
        if let Some(name) = FILES.into_iter().find(|name| path.ends_with(&format!("/dist/{name}"))) {
            io::copy(&mut packed, &mut fs::File::create(out.join(name))?)?;
        }
    }
    Ok(())
}
