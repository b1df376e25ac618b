use sinolac::check::Dataset; use sinolac::data::Folder;
fn main(){ match Dataset::load(&Folder::given(std::env::args().nth(1).map(Into::into))) { Ok(d)=>{ for (k,r) in &d.records { println!("{} {}",k.name,r.len()); } println!("{}", d.facts().count()); }, Err(f)=>for x in f { println!("{x}"); } } }
