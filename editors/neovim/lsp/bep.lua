---@brief
---
--- BepLsp, a language server for numbered series of proposals in Markdown (BEPs, ADRs, EIPs, RFCs): diagnostics, completion, hover,
--- definitions, references, renaming and code actions for numbers, cross-references, statuses and the registry table.
---
--- `bep` is the program that `npm run build` of BepLsp makes. It needs no settings, and runs beside marksman.

---@type vim.lsp.Config
return {
  cmd = { 'bep', 'lsp' },
  filetypes = { 'markdown' },
  root_markers = { '.bep.yaml', '.git' },
}
