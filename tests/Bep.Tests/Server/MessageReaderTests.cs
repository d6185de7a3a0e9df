using System.Text;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>Cutting a stream into messages, whatever else is in it.</summary>
public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n{}", "{}", 0)]
    [InlineData("content-length:2\r\nContent-Type: x; charset=utf-8\r\n\r\n{}", "{}", 0)]
    [InlineData("Content-Length: 2\n\n{}", "{}", 0)]
    [InlineData("Content-Length: 2\r\n\r\n{}Content-Length: 7\r\n\r\n{\"a\":1}", "{} {\"a\":1}", 0)]
    [InlineData("garbage\r\nContent-Length: 2\r\n\r\n{}", "{}", 1)]
    [InlineData("garbageContent-Length: 2\r\n\r\n{}", "{}", 0)]
    [InlineData("a\nb\nc\n\nContent-Length: 2\r\n\r\n{}", "{}", 1)]
    [InlineData("Content-Length: 100000000\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}", 1)]
    [InlineData("Content-Length: 60000000\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}", 1)]
    [InlineData("Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}", 0)]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}", 0)]
    [InlineData("Content-Length: 5\r\n\r\nhelloContent-Length: 2\r\n\r\n{}", "{}", 1)]
    [InlineData("Content-Length: 10\r\n\r\n{}", "", 0)]
    [InlineData("", "", 0)]
    public void Messages_are_found_among_anything(string stream, string messages, int reports)
    {
        foreach (var chunk in new[] { 1, 3, 1 << 20 })
        {
            var told = new List<string>();
            var reader = new MessageReader(new Slow(Encoding.UTF8.GetBytes(stream), chunk), told.Add);
            var read = new List<string>();
            while (reader.Read() is { } body)
                read.Add(Encoding.UTF8.GetString(body));
            Assert.Equal(messages, string.Join(' ', read));
            Assert.Equal(reports, told.Count);
        }
    }

    [Fact]
    public void A_long_message_arrives_whole()
    {
        var body = "{\"text\":\"" + new string('가', 1 << 20) + "\"}";
        var bytes = Encoding.UTF8.GetBytes(body);
        var stream = Encoding.UTF8.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n").Concat(bytes).ToArray();
        Assert.Equal(bytes, new MessageReader(new Slow(stream, 65536), Assert.Fail).Read());
    }

    [Fact]
    public void An_announced_length_takes_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new MessageReader(new MemoryStream("Content-Length: 60000000\r\n\r\n{"u8.ToArray()), Assert.Fail);
        Assert.Null(reader.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Endless_garbage_ends_the_reading()
    {
        var reader = new MessageReader(new Endless(), _ => { });
        Assert.Throws<InvalidDataException>(reader.Read);
    }

    /// <summary>Gives a few bytes at a time, as a pipe does.</summary>
    private sealed class Slow(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }

    private sealed class Endless : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            return count;
        }
    }
}
