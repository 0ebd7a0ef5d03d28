//! The islands: modules of script that draw what a page has in its tables, and the coastlines under
//! the map. Compiled in as `web/` built them, each packed with gzip; a build without them has none, and
//! its pages ask for none.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::asset::KEPT;
use crate::address::stamped;
use crate::site::Site;
use crate::trouble::Trouble;

mod built {
    //! Name and packed bytes of each file; `build.rs` writes it.
    include!(concat!(env!("OUT_DIR"), "/islands.rs"));
}

/// Addresses of the files by their names.
static ADDRESSES: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    let all = built::PACKED.iter();
    all.map(|(name, bytes)| (*name, stamped(&format!("/island/{name}"), bytes)))
        .collect()
});

/// The address of a file, which changes with it; empty where it was not built.
pub(crate) fn address(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("", String::as_str)
}

/// Whether the pictures were built.
pub(crate) fn built() -> bool {
    !built::PACKED.is_empty()
}

/// The base map that the operator supplied.
pub(crate) async fn base_map(State(site): State<Arc<Site>>) -> Result<Response, Trouble> {
    let map = site.base_map();
    let map = map.ok_or_else(|| Trouble::Missing("/base-map.json".to_owned()))?;
    let kind = (header::CONTENT_TYPE, "application/geo+json");
    Ok(([kind], map.bytes().to_vec()).into_response())
}

pub(crate) async fn file(
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let found = built::PACKED.iter().find(|(known, _)| *known == name);
    let missing = || Trouble::Missing(format!("/island/{name}"));
    let (name, packed) = found.ok_or_else(missing)?;
    let kind = match name.ends_with(".js") {
        true => "text/javascript; charset=utf-8",
        false => "application/json",
    };
    let mut response = match unpacks(&headers) {
        true => ([(header::CONTENT_ENCODING, "gzip")], *packed).into_response(),
        false => {
            let mut plain = Vec::new();
            let read = flate2::read::GzDecoder::new(*packed).read_to_end(&mut plain);
            read.map_err(|e| Trouble::Ours(e.to_string()))?;
            plain.into_response()
        }
    };
    let said = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, KEPT),
        (header::VARY, "Accept-Encoding"),
    ];
    for (name, value) in said {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Whether whoever asks unpacks gzip.
fn unpacks(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING);
    let accepted = accepted.iter().filter_map(|h| h.to_str().ok());
    let mut codings = accepted.flat_map(|h| h.split(','));
    codings.any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|c| c == "gzip" || c == "*");
        named && !parts.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_refuses_gzip_gets_none() {
        let of = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            unpacks(&headers)
        };
        assert!(of("gzip, deflate, br") && of("*") && of("br;q=1.0, gzip;q=0.8"));
        assert!(!of("br") && !of("gzip;q=0") && !of("identity") && !of(""));
        assert!(!unpacks(&HeaderMap::new()));
    }
}
