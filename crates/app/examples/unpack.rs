//! Unpacks a gzip file of many members and throws it away: what a scan is measured against.
//!
//! usage: unpack FILE

use std::fs::File;
use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).expect("usage: unpack FILE");
    let file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut unpacked = MultiGzDecoder::new(file);
    let (mut room, mut bytes) = (vec![0; 256 << 10], 0);
    loop {
        match unpacked.read(&mut room)? {
            0 => break,
            n => bytes += n,
        }
    }
    println!("{bytes}");
    Ok(())
}
