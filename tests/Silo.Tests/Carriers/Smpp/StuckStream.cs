namespace Sms;

/// <summary>A connection whose other side answers the bind and then takes nothing more: writes wait until it does again.</summary>
internal sealed class StuckStream : Stream
{
    private static readonly byte[] Bound = [0, 0, 0, 17, 0x80, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0];

    private readonly TaskCompletionSource moves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int reads;
    private int writes;

    /// <summary>PDUs handed over: <c>submit_sm</c>, told by their destination.</summary>
    public List<byte> Written { get; } = [];

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Move() => moves.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reads++ > 0) await Task.Delay(Timeout.Infinite, cancellationToken);
        while (Volatile.Read(ref writes) == 0) await Task.Delay(1, cancellationToken);
        Bound.CopyTo(buffer);
        return Bound.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref writes) > 1) await moves.Task.WaitAsync(cancellationToken);
        Written.AddRange(buffer.ToArray());
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
