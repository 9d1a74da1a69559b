namespace RxTim.Tests;

public sealed class MessageFactoryTests
{
    public static TheoryData<Message, MessageElement> EveryFactory => new()
    {
        { Message.Text("hello"), new TextElement { Content = "hello" } },
        { Message.Custom("d", "e", "x", "s"), new CustomElement { Data = "d", Desc = "e", Ext = "x", Sound = "s" } },
        { Message.Face(7, "smile"), new FaceElement { Index = 7, Buf = "smile" } },
        { Message.Location(22.5, 113.9, "here"), new LocationElement { Latitude = 22.5, Longitude = 113.9, Desc = "here" } },
        { Message.Image("a.png"), new ImageElement { OrigPath = "a.png", Level = ImageLevel.Compressed } },
        { Message.File("docs/a", "a", 3), new FileElement { FilePath = "docs/a", FileName = "a", FileSize = 3 } },
    };

    [Theory, MemberData(nameof(EveryFactory))]
    public void A_factory_makes_a_message_of_one_element_and_nothing_else(Message message, MessageElement element) =>
        Assert.Equal(new Message { Elements = [element] }, message);

    [Fact]
    public void A_message_may_have_several_elements_in_order() =>
        Assert.Equal(
            [ElementType.Face, ElementType.Text],
            Message.Of(new FaceElement(), new TextElement()).Elements!.Select(element => element.Type));

    [Fact]
    public void A_null_element_or_text_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Message.Of(new TextElement(), null!));
        Assert.Throws<ArgumentNullException>(() => Message.Text(null!));
    }
}
