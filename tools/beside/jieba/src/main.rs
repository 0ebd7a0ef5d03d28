//! Cuts the texts of a file of JSON strings, one a line, into words, over and over, and prints the seconds of processor
//! time that one time through took, the least of some.

use std::hint::black_box;
use std::io::BufRead;

fn spent() -> f64 {
    // user and system time of this thread, in ticks of a hundredth of a second, and then in nanoseconds where told
    let told = std::fs::read_to_string("/proc/self/schedstat").expect("Linux");
    let nanoseconds = told.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.expect("nanoseconds on the processor") / 1e9
}

fn main() {
    let jieba = jieba_rs::Jieba::new();
    let texts: Vec<String> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| line.expect("UTF-8").replace('\u{2028}', "\n"))
        .collect();
    let mut least = f64::INFINITY;
    for _ in 0..5 {
        let before = spent();
        for text in &texts {
            black_box(jieba.cut(text, true));
        }
        least = least.min(spent() - before);
    }
    println!("{least}");
}
