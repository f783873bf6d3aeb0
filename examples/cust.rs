#![allow(missing_docs, clippy::all)]
use gameplan::*;
use gameplan::source::*;
fn main(){
  let root=std::path::PathBuf::from(std::env::args().nth(1).unwrap());
  let t=std::time::Instant::now();
  let lib=pipeline::load::load(&root,None).unwrap();
  eprintln!("load {:?} pages {} findings {}",t.elapsed(),lib.catalog.pages.len(),lib.findings.0.len());
  let as_of=jiff::civil::date(2026,9,8);
  for i in 0..lib.records.len(){
    let r=pipeline::customer::read(&lib,i);
    for d in &r.findings.0 { eprintln!("{} {} {} help: {:?}", r.sources.place(d.span), d.code.id, d.message, d.help); }
    let Some(c)=&r.customer else {continue};
    let t=std::time::Instant::now();
    let a=pipeline::customer::assess(&lib,c,&r.progress,&r.sources,as_of);
    eprintln!("assess {:?}",t.elapsed());
    println!("{}",serde_json::to_string_pretty(&document::show::customer::compose(&lib.catalog,&a)).unwrap());
    let mut by=std::collections::BTreeMap::new();
    for l in &a.lines { *by.entry((l.judgement.verdict.as_str(), l.need.map(|n|n.as_str()))).or_insert(0)+=1; }
    eprintln!("{:?}",by);
    for l in a.lines.iter().filter(|l| !matches!(l.judgement.verdict, assess::Verdict::Earlier|assess::Verdict::Later)) { eprintln!("{:9} {:?} {:?} {} | {} | {:?}", l.judgement.verdict.as_str(), l.need.map(|n|n.as_str()), l.roles, &l.key.chars().take(90).collect::<String>(), document::show::because(&l.judgement.because), l.judgement.needs); }
  }
}
