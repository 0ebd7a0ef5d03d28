import type { FeatureCollection } from "geojson";
import { expect, it } from "vitest";
import { coast, lines } from "../src/coast";

it("takes the land out of a topology", () => {
  const found = coast({
    type: "Topology",
    arcs: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
    objects: {
      land: { type: "GeometryCollection", geometries: [{ type: "Polygon", arcs: [[0]] }] },
    },
  });
  expect(found.features[0]?.geometry.type).toBe("Polygon");
});

it("draws rings of a base map as lines, whichever way round they go", () => {
  const ring = [
    [100, 30],
    [110, 30],
    [110, 40],
    [100, 30],
  ];
  const map: FeatureCollection = {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
      {
        type: "Feature",
        properties: {},
        geometry: { type: "MultiPolygon", coordinates: [[ring], [[...ring].reverse()]] },
      },
      { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ring } },
      { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [100, 30] } },
    ],
  };
  expect(lines(map).coordinates).toHaveLength(4);
});
