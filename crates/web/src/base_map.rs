//! A base map that an operator lays under the points, with the number it was approved by.

use serde_json::Value;

/// A map in GeoJSON and its approval number (审图号), which is shown on every map that it lies under.
#[derive(Clone, Debug)]
pub struct BaseMap {
    bytes: Vec<u8>,
    number: String,
}

/// Bytes of a map at most: every reader of the page is sent all of them.
const MOST: usize = 20 << 20;

impl BaseMap {
    /// A map of these bytes, approved by this number.
    ///
    /// # Errors
    /// They are no GeoJSON, or no number is given, in words that say what to do.
    pub fn new(bytes: Vec<u8>, number: &str) -> Result<Self, String> {
        if bytes.len() > MOST {
            let most = MOST >> 20;
            return Err(format!(
                "a base map of at most {most} MB is served; simplify it"
            ));
        }
        let number = number.trim();
        if number.is_empty() {
            return Err(
                "a base map is shown with its approval number (审图号); give it too".into(),
            );
        }
        let map: Value = serde_json::from_slice(&bytes)
            .map_err(|e| format!("is no JSON ({e}); give a GeoJSON FeatureCollection"))?;
        let features = map.get("features").and_then(Value::as_array);
        let whole = map.get("type").and_then(Value::as_str) == Some("FeatureCollection");
        match features {
            Some(features) if whole && !features.is_empty() => Ok(Self {
                bytes,
                number: number.to_owned(),
            }),
            _ => Err(
                "is no GeoJSON FeatureCollection with features, in degrees of WGS 84".to_owned(),
            ),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn number(&self) -> &str {
        &self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_map_is_geojson_with_a_number() {
        let map = br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
            "geometry":{"type":"LineString","coordinates":[[100,30],[110,40]]}}]}"#;
        assert!(BaseMap::new(map.to_vec(), "GS(2024)0650").is_ok());
        for (bytes, number, says) in [
            (map.as_slice(), " ", "审图号"),
            (b"<svg/>".as_slice(), "GS", "GeoJSON"),
            (
                b"{\"type\":\"FeatureCollection\"}".as_slice(),
                "GS",
                "features",
            ),
        ] {
            let error = BaseMap::new(bytes.to_vec(), number).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
