-- Neovim's own client against the server: what an author would do, said as one line of JSON for each step.
local settings = vim.fn.json_decode(os.getenv('BEP_TEST'))
local function say(step, value) io.stdout:write(vim.fn.json_encode({ step = step, value = value }) .. '\n') end

local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = 'bep',
  cmd = settings.command,
  root_dir = settings.folder,
  workspace_folders = { { uri = vim.uri_from_fname(settings.folder), name = 'harbor' } },
})
vim.lsp.buf_attach_client(buffer, client)

vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
say('diagnostics', vim.tbl_map(function(one) return { code = one.code, line = one.lnum, message = one.message } end, vim.diagnostic.get(buffer)))

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 5000)
  local answer = answers and answers[client] or {}
  if answer.error then return { error = answer.error.message } end
  return answer.result
end
local document = { uri = vim.uri_from_bufnr(buffer) }
local function at(place) return { textDocument = document, position = place } end

say('hover', ask('textDocument/hover', at(settings.reference)))
say('completion', ask('textDocument/completion', at(settings.reference)))

local actions = ask('textDocument/codeAction', {
  textDocument = document,
  range = { start = settings.unregistered, ['end'] = settings.unregistered },
  context = { diagnostics = {} },
})
say('actions', vim.tbl_map(function(one) return one.title end, actions or {}))
for _, action in ipairs(actions or {}) do
  if action.title:lower():find('reserve') or action.title:lower():find('register') then
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    break
  end
end
local registry = vim.fn.bufadd(settings.registry)
vim.fn.bufload(registry)
say('registry', vim.api.nvim_buf_get_lines(registry, 0, -1, false))

-- The way an author jumps: the cursor on the reference, then the client's own command.
vim.api.nvim_win_set_buf(0, buffer)
vim.api.nvim_win_set_cursor(0, { settings.reference.line + 1, settings.reference.character })
vim.lsp.buf.definition()
vim.wait(5000, function() return vim.fn.expand('%:t') == settings.target end, 20)
say('definition', { file = vim.fn.expand('%:t'), line = vim.api.nvim_get_current_line() })

vim.lsp.stop_client(client)
vim.wait(5000, function() return vim.lsp.get_client_by_id(client) == nil or vim.lsp.get_client_by_id(client).is_stopped() end, 20)
vim.cmd('qa!')
