-- Neovim's own client, configured as docs/editors.md says: what an author would do, said as one line of JSON for each step.
local settings = vim.fn.json_decode(os.getenv('BEP_TEST'))
local function say(step, value) io.stdout:write(vim.fn.json_encode({ step = step, value = value }) .. '\n') end

local buffer = vim.api.nvim_get_current_buf()
vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
say('diagnostics', vim.tbl_map(function(one) return one.message end, vim.diagnostic.get(buffer)))

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(buffer, method, params, 10000) or {}) do
    if answer.error then return { error = answer.error.message } end
    return answer.result
  end
end
local document = { uri = vim.uri_from_bufnr(buffer) }
local function at(place) return { textDocument = document, position = place } end
local function go(place) vim.api.nvim_win_set_buf(0, buffer); vim.api.nvim_win_set_cursor(0, { place.line + 1, place.character }) end
local function names(items, key) return vim.tbl_map(function(one) return one[key] end, items or {}) end

say('hover', ask('textDocument/hover', at(settings.reference)))
say('highlight', ask('textDocument/documentHighlight', at(settings.reference)))
say('workspaceSymbols', names(ask('workspace/symbol', { query = settings.query }), 'name'))
say('documentSymbols', vim.tbl_map(function(one) return one.text end, vim.lsp.util.symbols_to_items(ask('textDocument/documentSymbol', { textDocument = document }), buffer)))

-- As it is typed: the function that `omnifunc` names, asked twice as Vim does.
go(settings.reference)
say('completion', names((ask('textDocument/completion', at(settings.reference)) or {}).items, 'label'))

-- The commands behind the mapped keys.
vim.lsp.buf.references()
vim.wait(10000, function() return #vim.fn.getqflist() > 0 end, 20)
say('references', vim.tbl_map(function(one) return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(one.bufnr), ':t') end, vim.fn.getqflist()))
vim.cmd('cclose')

vim.fn.setqflist({})
go(settings.reference)
vim.lsp.buf.incoming_calls()
vim.wait(10000, function() return #vim.fn.getqflist() > 0 end, 20)
say('callHierarchy', vim.tbl_map(function(one) return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(one.bufnr), ':t') end, vim.fn.getqflist()))
vim.cmd('cclose')

go(settings.reference)
vim.api.nvim_feedkeys('gd', 'x', false)
vim.wait(10000, function() return vim.fn.expand('%:t') == settings.target end, 20)
say('definition', { file = vim.fn.expand('%:t'), line = vim.api.nvim_get_current_line() })

go(settings.heading)
vim.lsp.buf.rename('Design')
vim.wait(10000, function() return vim.api.nvim_get_current_line() == '## Design' end, 20)
say('rename', vim.api.nvim_get_current_line())

-- The author chooses the first entry that reserves a number.
vim.ui.select = function(items, options, choose)
  for i, item in ipairs(items) do
    if options.format_item(item):lower():find('reserve') or options.format_item(item):lower():find('register') then return choose(item, i) end
  end
  choose(nil)
end
go(settings.unregistered)
vim.lsp.buf.code_action()
local registry = vim.fn.bufadd(settings.registry)
vim.fn.bufload(registry)
local function rows() return vim.api.nvim_buf_get_lines(registry, 0, -1, false) end
local before = #rows()
vim.wait(10000, function() return #rows() > before end, 20)
say('codeAction', rows())

go(settings.reference)
vim.lsp.buf.rename('1055')
vim.wait(10000, function() return vim.fn.search('BEP-1055', 'nw') > 0 end, 20)
say('renumbering', table.concat(rows(), '\n'))
vim.cmd('qa!')
