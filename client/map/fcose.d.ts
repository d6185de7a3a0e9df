// The layout's package has no types of its own.
declare module "cytoscape-fcose" {
  const extension: import("cytoscape").Ext;
  export default extension;
}
