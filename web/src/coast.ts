// Coastlines of Natural Earth, and base maps of an operator's own, as shapes.
import type { FeatureCollection, Geometry, MultiLineString, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** The land of a topology as world-atlas has it. */
export function coast(topology: Topology<{ land: GeometryCollection }>): FeatureCollection {
  return feature(topology, topology.objects.land);
}

/**
 * A base map in GeoJSON as lines. Rings are drawn and not filled: which way round they go is told
 * differently by RFC 7946 and by what draws them, and a ring the wrong way round fills the globe.
 */
export function lines(map: FeatureCollection): MultiLineString {
  return {
    type: "MultiLineString",
    coordinates: map.features.flatMap((f) => (f.geometry ? strokes(f.geometry) : [])),
  };
}

function strokes(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case "LineString":
      return [geometry.coordinates];
    case "MultiLineString":
    case "Polygon":
      return geometry.coordinates;
    case "MultiPolygon":
      return geometry.coordinates.flat();
    case "GeometryCollection":
      return geometry.geometries.flatMap(strokes);
    default:
      return [];
  }
}
