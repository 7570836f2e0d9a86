// How strong the colour of a cell is in a heat map.

/** Of the colour's full strength; more would hide the number on it. */
const STRONGEST = 62;

/** In percent. @param furthest the distance that has the strongest colour; above 0 */
export const colourStrength = (distance: number, furthest: number): number =>
  Math.round((STRONGEST * Math.abs(distance)) / furthest);
