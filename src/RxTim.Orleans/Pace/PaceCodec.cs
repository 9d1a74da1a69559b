namespace RxTim.Orleans;

/// <summary>A quota's account as bytes. It holds spans only (ages, and what is left of leases), no times: whoever reads it reckons from the
/// moment of reading, and so on the safe side, however the clocks of two machines differ. It costs as long as nobody was there to
/// count.</summary>
internal static class PaceCodec
{
    private const byte Version = 1;

    public static byte[] Write(PaceLedger ledger, TimeSpan now)
    {
        ledger.Forget(now);
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write7BitEncodedInt(ledger.Pause.Number);
        writer.Write7BitEncodedInt(ledger.Pause.InARow);
        writer.Write7BitEncodedInt64(Left(ledger.Pause.End, now));
        writer.Write7BitEncodedInt(ledger.Silos.Count);
        foreach (var silo in ledger.Silos)
        {
            writer.Write(silo.Key.ToByteArray());
            writer.Write7BitEncodedInt64(silo.Number);
            // May be less than nothing: then it runs out before what is counted for it is forgotten.
            writer.Write7BitEncodedInt64((long)Math.Ceiling((silo.Expires - now).TotalMilliseconds));
            writer.Write7BitEncodedInt(silo.Calls.Outstanding);
            writer.Write7BitEncodedInt(silo.Recipients.Outstanding);
        }
        WriteUsed(writer, ledger.Calls.Used, now);
        WriteUsed(writer, ledger.Recipients.Used, now);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no account of this version.</exception>
    public static PaceLedger Read(byte[] account)
    {
        var ledger = new PaceLedger();
        if (account.Length == 0)
            return ledger;
        using var reader = new BinaryReader(new MemoryStream(account));
        if (reader.ReadByte() != Version)
            throw new InvalidDataException("What is stored of the pace was written by another version of RxTim.Orleans.");
        var (number, inARow) = (reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        ledger.Pause.Restore(number, inARow, TimeSpan.FromMilliseconds(reader.Read7BitEncodedInt64()));
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var key = new Guid(reader.ReadBytes(16));
            var taken = reader.Read7BitEncodedInt64();
            var silo = ledger.Add(key, taken, TimeSpan.FromMilliseconds(reader.Read7BitEncodedInt64()));
            silo.Calls.Outstanding = reader.Read7BitEncodedInt();
            silo.Recipients.Outstanding = reader.Read7BitEncodedInt();
        }
        ReadUsed(reader, ledger.Calls.Used);
        ReadUsed(reader, ledger.Recipients.Used);
        return ledger;
    }

    private static long Left(TimeSpan end, TimeSpan now) => Math.Max(0, (long)Math.Ceiling((end - now).TotalMilliseconds));

    private static void WriteUsed(BinaryWriter writer, UsedPermits used, TimeSpan now)
    {
        (int Age, int Count)[] ages = [.. used.ToAges(now)];
        writer.Write7BitEncodedInt(ages.Length);
        foreach (var (age, count) in ages)
        {
            // The end of a part may still be to come.
            writer.Write7BitEncodedInt(age + 1);
            writer.Write7BitEncodedInt(count);
        }
    }

    private static void ReadUsed(BinaryReader reader, UsedPermits used)
    {
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var age = reader.Read7BitEncodedInt() - 1;
            used.AddAge(age, reader.Read7BitEncodedInt());
        }
    }
}
